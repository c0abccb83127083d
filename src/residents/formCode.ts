/**
 * Whose form a QR code on a village's board opens. The code says only which brigade it
 * is, is derived from the secret and stored nowhere: whoever guesses finds nothing.
 */
import { allBrigades } from "../administer.ts";
import type { Brigade } from "../core/roster.ts";
import { EVERYTHING } from "../ports.ts";
import type { Service } from "../service.ts";

export const formCode = (
	{ secrets }: Pick<Service, "secrets">,
	brigadeId: string,
): string => secrets.token(`report form\n${brigadeId}`);

export const formUrl = (
	service: Pick<Service, "secrets" | "settings">,
	brigadeId: string,
): string => `${service.settings.publicUrl}/r/${formCode(service, brigadeId)}`;

/** Between looks at the roster for a code that nobody has. */
const LOOK_AGAIN_MS = 10_000;

export function formCodes(service: Service) {
	let known = new Map<string, string>();
	let lookedAt = Number.NEGATIVE_INFINITY;

	async function look(): Promise<void> {
		lookedAt = service.clock.mono();
		const brigades = await allBrigades(service, EVERYTHING);
		known = new Map(brigades.map(({ id }) => [formCode(service, id), id]));
	}

	/** Undefined = of nobody. Throws what the database throws. */
	return async function brigadeOf(code: string): Promise<Brigade | undefined> {
		if (!known.has(code) && service.clock.mono() - lookedAt >= LOOK_AGAIN_MS)
			await look().catch((error: unknown) => {
				// What could not be read was not looked at.
				lookedAt = Number.NEGATIVE_INFINITY;
				throw error;
			});
		const id = known.get(code);
		return id === undefined
			? undefined
			: service.roster.brigade(EVERYTHING, id);
	};
}
