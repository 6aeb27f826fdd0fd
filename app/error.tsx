"use client";

/**
 * Shown when a page fails. Error boundaries run in the browser, which has no dictionary, so the text
 * is in all three languages; the reference of the request finds the cause in the log.
 */
export default function PageError() {
  return (
    <main className="mx-auto max-w-md space-y-4 px-4 py-24 text-center">
      <h1 lang="kk" className="font-semibold text-xl">
        Біздің жақта қате болды
      </h1>
      <p lang="kk">Сатып алушының кінәсі жоқ, төлем туралы жаңа ештеңе білмедік.</p>
      <p lang="ru">
        Ошибка на&nbsp;нашей стороне. Покупатель ни&nbsp;при&nbsp;чём, о&nbsp;платеже мы ничего
        нового не&nbsp;узнали.
      </p>
      <p lang="en">
        Something went wrong on our side. It is not the customer’s fault, and we learned nothing new
        about the payment.
      </p>
      <p className="font-mono text-muted text-sm">
        {typeof document === "undefined" ? null : document.documentElement.dataset.reference}
      </p>
      <a
        href="?"
        className="inline-flex min-h-11 items-center rounded-md border border-line-strong px-4"
      >
        ↻<span className="sr-only">Қайталау, повторить, try again</span>
      </a>
    </main>
  );
}
