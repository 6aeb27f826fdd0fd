import type { Messages } from "./en.ts";
import account from "./kk/account.json" with { type: "json" };
import settings from "./kk/admin/settings.json" with { type: "json" };
import call_back from "./kk/desk/call_back.json" with { type: "json" };
import home from "./kk/desk/home.json" with { type: "json" };
import explain from "./kk/explain.json" with { type: "json" };
import history from "./kk/history.json" with { type: "json" };
import interruption from "./kk/interruption.json" with { type: "json" };
import not_found from "./kk/not_found.json" with { type: "json" };
import page_error from "./kk/page_error.json" with { type: "json" };
import palette from "./kk/palette.json" with { type: "json" };
import paste from "./kk/paste.json" with { type: "json" };
import place from "./kk/place.json" with { type: "json" };
import privacy from "./kk/privacy.json" with { type: "json" };
import reasons from "./kk/reasons.json" with { type: "json" };
import root from "./kk/root.json" with { type: "json" };
import share from "./kk/share.json" with { type: "json" };
import sso from "./kk/sso.json" with { type: "json" };
import take from "./kk/take.json" with { type: "json" };

/** The Kazakh texts; the type holds them to the English keys. */
export const kk: Messages = {
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
