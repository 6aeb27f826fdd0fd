/** Stands here so that Next does not take the product's own, a folder above. */
export function register() {}
