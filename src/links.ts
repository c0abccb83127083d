/**
 * Takes back the links of one person to one incident: a phone was lost, a text went
 * to the wrong hand. What is asked or told later carries the same dead links; calls
 * and texts are answered as before.
 */
import { type Administrator, responderIn, writeRoster } from "./administer.ts";
import { tokenFor } from "./plan.ts";
import type { Capability } from "./ports.ts";
import type { Service } from "./service.ts";

const OPENS = ["answer", "live"] as const;

export async function revokeLinks(
	service: Service,
	who: Administrator,
	{ incidentId, responderId }: { incidentId: string; responderId: string },
): Promise<void> {
	const { secrets, clock } = service;
	return writeRoster(service, async () => {
		await responderIn(service, who.scope, responderId);
		const now = clock.now();
		return {
			event: { type: "LinksRevoked", by: who.by, incidentId, responderId },
			alongside: {
				// Also the one that was never sent: it would be sent alive.
				capabilities: OPENS.map(
					(opens): Capability => ({
						tokenHash: secrets.hash(
							tokenFor(service, incidentId, responderId, opens),
						),
						incidentId,
						responderId,
						opens,
						createdAt: now,
						revokedAt: now,
					}),
				),
			},
			result: undefined,
		};
	});
}
