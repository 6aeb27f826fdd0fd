// Counts the seconds of a refusal down (lib/server/http/refusal/error-page.ts).
const left = document.querySelector("[data-countdown]");
const over = document.querySelector("[data-over]");
const end = performance.now() + Number(left.textContent) * 1000;
const timer = setInterval(() => {
  const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
  left.textContent = String(seconds);
  if (seconds > 0) return;
  clearInterval(timer);
  over.textContent = over.dataset.over;
}, 250);
