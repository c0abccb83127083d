/** How one person reads and hears: what every text about to be rendered asks first. */
import type { ResponderRow } from "./ports.ts";
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
