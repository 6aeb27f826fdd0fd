import account from "./en/account.json" with { type: "json" };
import settings from "./en/admin/settings.json" with { type: "json" };
import call_back from "./en/desk/call_back.json" with { type: "json" };
import home from "./en/desk/home.json" with { type: "json" };
import explain from "./en/explain.json" with { type: "json" };
import history from "./en/history.json" with { type: "json" };
import interruption from "./en/interruption.json" with { type: "json" };
import not_found from "./en/not_found.json" with { type: "json" };
import page_error from "./en/page_error.json" with { type: "json" };
import palette from "./en/palette.json" with { type: "json" };
import paste from "./en/paste.json" with { type: "json" };
import place from "./en/place.json" with { type: "json" };
import privacy from "./en/privacy.json" with { type: "json" };
import reasons from "./en/reasons.json" with { type: "json" };
import root from "./en/root.json" with { type: "json" };
import share from "./en/share.json" with { type: "json" };
import sso from "./en/sso.json" with { type: "json" };
import take from "./en/take.json" with { type: "json" };

/** The English texts; their keys are the keys of every language. */
export const en = {
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

/** All texts of a language. */
export type Messages = typeof en;
