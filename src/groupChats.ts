/**
 * Groups that read along: which brigade's incidents a group is told, and what of them.
 *
 * Who reads a group is anybody: it is told the type and the settlement, never a street,
 * a name or a number of somebody.
 */
import { writeRoster } from "./administer.ts";
import type { By } from "./core/incident.ts";
import { EVERYTHING } from "./ports.ts";
import { groupHash } from "./secrets.ts";
import type { Service } from "./service.ts";
import { settlementOf } from "./wording/place.ts";

export function linkGroup(
	service: Service,
	by: By,
	chatId: number,
	brigadeId: string,
): Promise<void> {
	const chatHash = groupHash(service, chatId);
	return writeRoster(service, async () => ({
		event: { type: "GroupLinked", by, brigadeId },
		roster: [
			{
				table: "groupChat",
				row: {
					chatHash,
					chat: service.secrets.seal(String(chatId)),
					brigadeId,
					since: service.clock.now(),
				},
			},
		],
		result: undefined,
	}));
}

/** False when it read nothing before. */
export function unlinkGroup(
	service: Service,
	by: By,
	chatId: number,
): Promise<boolean> {
	const chatHash = groupHash(service, chatId);
	return writeRoster(service, async () => {
		const before = await service.roster.groupChat(chatHash);
		if (!before) return { result: false };
		return {
			event: { type: "GroupUnlinked", by, brigadeId: before.brigadeId },
			roster: [{ delete: "groupChat", id: chatHash }],
			result: true,
		};
	});
}

/** A group became a supergroup: Telegram gives it another number, and people see the same group. */
export function moveGroup(
	service: Service,
	from: number,
	to: number,
): Promise<void> {
	const [before, after] = [groupHash(service, from), groupHash(service, to)];
	return writeRoster(service, async () => {
		const row = await service.roster.groupChat(before);
		if (!row) return { result: undefined };
		return {
			event: {
				type: "GroupMoved",
				by: { kind: "service" },
				brigadeId: row.brigadeId,
			},
			roster: [
				{ delete: "groupChat", id: before },
				{
					table: "groupChat",
					row: {
						...row,
						chatHash: after,
						chat: service.secrets.seal(String(to)),
					},
				},
			],
			result: undefined,
		};
	});
}

/** What a group may read of a place, if anything; names of the brigades that are called count as settlements. */
export async function settlementFor(
	{ roster }: Pick<Service, "roster">,
	place: string | undefined,
	brigadeIds: readonly string[],
): Promise<string | undefined> {
	const brigades = await Promise.all(
		brigadeIds.map((id) => roster.brigade(EVERYTHING, id)),
	);
	return settlementOf(
		place,
		brigades.flatMap((brigade) => brigade?.name ?? []),
	);
}
