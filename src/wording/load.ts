/**
 * Reads locales/*.ftl from disk, for Node.
 *
 * The same code runs from src/wording/ and from the bundle in dist/, so it looks for the
 * folder upwards from where it stands. Where there is no disk, `bundled.ts` carries the texts.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { LOCALES, type Locale } from "../core/kinds.ts";

export function loadTexts(
	from: string = import.meta.url,
): Record<Locale, string> {
	const folder = localesAbove(dirname(fileURLToPath(from)));
	const read = (locale: Locale) =>
		readFileSync(join(folder, `${locale}.ftl`), "utf8");
	return Object.fromEntries(
		LOCALES.map((locale) => [locale, read(locale)]),
	) as Record<Locale, string>;
}

function localesAbove(start: string): string {
	for (let folder = start; ; folder = dirname(folder)) {
		const locales = join(folder, "locales");
		if (LOCALES.every((locale) => existsSync(join(locales, `${locale}.ftl`))))
			return locales;
		if (folder === dirname(folder))
			throw new Error(
				`Expected locales/uk.ftl and locales/en.ftl beside the program or above ${start}, found none: keep the locales folder at the project root.`,
			);
	}
}
