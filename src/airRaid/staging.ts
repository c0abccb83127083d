/** Where a brigade gathers when its station may be hit too; `null` = nobody has said. */
import { type Administrator, brigadeIn, writeRoster } from "../administer.ts";
import type { Brigade } from "../core/roster.ts";
import type { Service } from "../service.ts";

export async function setStaging(
	service: Service,
	who: Administrator,
	brigadeId: string,
	staging: NonNullable<Brigade["staging"]> | null,
): Promise<Brigade> {
	return writeRoster(service, async () => {
		const { staging: _before, ...rest } = await brigadeIn(
			service,
			who.scope,
			brigadeId,
		);
		const brigade: Brigade = staging ? { ...rest, staging } : rest;
		return {
			event: {
				type: "StagingSet",
				by: who.by,
				brigadeId,
				known: staging !== null,
			},
			roster: [{ table: "brigade", row: brigade }],
			result: brigade,
		};
	});
}
