import type { Messages } from "./en.ts";
import account from "./ru/account.json" with { type: "json" };
import settings from "./ru/admin/settings.json" with { type: "json" };
import call_back from "./ru/desk/call_back.json" with { type: "json" };
import home from "./ru/desk/home.json" with { type: "json" };
import explain from "./ru/explain.json" with { type: "json" };
import history from "./ru/history.json" with { type: "json" };
import interruption from "./ru/interruption.json" with { type: "json" };
import not_found from "./ru/not_found.json" with { type: "json" };
import page_error from "./ru/page_error.json" with { type: "json" };
import palette from "./ru/palette.json" with { type: "json" };
import paste from "./ru/paste.json" with { type: "json" };
import place from "./ru/place.json" with { type: "json" };
import privacy from "./ru/privacy.json" with { type: "json" };
import reasons from "./ru/reasons.json" with { type: "json" };
import root from "./ru/root.json" with { type: "json" };
import share from "./ru/share.json" with { type: "json" };
import sso from "./ru/sso.json" with { type: "json" };
import take from "./ru/take.json" with { type: "json" };

/** The Russian texts; the type holds them to the English keys. */
export const ru: Messages = {
  ...root,
  account,
  call_back,
  explain,
  home,
  interruption,
  not_found,
  page_error,
  palette,
  paste,
  place,
  privacy,
  reasons,
  settings,
  history,
  share,
  sso,
  take,
};
