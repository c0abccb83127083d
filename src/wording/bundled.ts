/**
 * The texts inside a bundle, for homes without a disk (Cloudflare Workers).
 *
 * The bundler must read .ftl as text: esbuild `loader: { ".ftl": "text" }`, wrangler
 * `rules = [{ type = "Text", globs = ["**\/*.ftl"] }]`. Node itself cannot import this file.
 */
import en from "../../locales/en.ftl";
import uk from "../../locales/uk.ftl";
import type { Locale } from "../core/kinds.ts";

export const bundledTexts: Record<Locale, string> = { uk, en };
