/** How one person reads and hears: what every text about to be rendered asks first. */
import type { ReporterRow, ResponderRow } from "./ports.ts";
import type { Service } from "./service.ts";
import type { Reader } from "./wording/rendered.ts";

/** A person no longer in the roster is written to in the installation's language. */
export const readerOf = (
	{ settings }: Pick<Service, "settings">,
	row: ResponderRow | undefined,
): Reader => ({
	locale: row?.locale ?? settings.locale,
	smsAlphabet: row?.smsAlphabet ?? "cyrillic",
	phoneKind: row?.phoneKind ?? "smart",
	timeZone: settings.timeZone,
});

/** Who reported is known by a chat or a number, and by nothing else. */
export const readerOfReporter = (
	{ settings }: Pick<Service, "settings">,
	row: Pick<ReporterRow, "locale"> | undefined,
): Reader => ({
	locale: row?.locale ?? settings.locale,
	smsAlphabet: "cyrillic",
	phoneKind: "smart",
	timeZone: settings.timeZone,
});
