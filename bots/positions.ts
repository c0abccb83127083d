/**
 * A live position becomes minutes, and near the station an arrival.
 *
 * Only of who is coming, and only the latest, sealed and outside the log; nobody is
 * ever shown more than the minutes.
 */
import { answer } from "../src/answer.ts";
import { openAlerts } from "../src/answerText.ts";
import { distanceMetres, etaFromPosition } from "../src/core/eta.ts";
import type { Known, Person } from "../src/core/incident.ts";
import type { Instant, MarkName, Point } from "../src/core/kinds.ts";
import type { ResponderRow } from "../src/ports.ts";
import type { Service } from "../src/service.ts";

/** A phone's position in a village is good to some tens of metres, and a station has a yard. */
const ARRIVED_METRES = 150;
/** A minute is what people notice on a board. */
const ETA_STEP_MS = 60_000;

/** True when it was of use: the person is coming somewhere. */
export async function takePosition(
	service: Service,
	{ id: responderId, travel }: ResponderRow,
	{
		position,
		commandId,
		saidAt,
	}: { position: Point; commandId: string; saidAt?: Instant },
): Promise<boolean> {
	const at = saidAt ?? service.clock.now();
	const alerts = await openAlerts(service, responderId);
	const coming = alerts.flatMap((incident) => {
		const person = incident.people.get(responderId);
		return person?.answer === "responding" ? [{ incident, person }] : [];
	});
	for (const { incident, person } of coming) {
		await service.store.savePosition({
			incidentId: incident.id,
			responderId,
			position: service.secrets.seal(JSON.stringify(position)),
			at,
		});
		await follow(incident, person);
	}
	return coming.length > 0;

	async function follow(incident: Known, person: Person): Promise<void> {
		const goal = goalOf(incident, person);
		if (!goal) return;
		if (distanceMetres(position, goal.at) <= ARRIVED_METRES) {
			await answer(service, {
				incidentId: incident.id,
				responderId,
				said: { kind: "mark", mark: goal.mark },
				channel: "telegram",
				commandId,
				...(saidAt === undefined ? {} : { saidAt }),
			});
			return;
		}
		const etaAt = etaFromPosition({
			position,
			positionAt: at,
			destination: goal.at,
			mode: travel,
		});
		if (!goal.isOwnWay || Math.abs((person.etaAt ?? 0) - etaAt) < ETA_STEP_MS)
			return;
		await service.handle(
			incident.id,
			{ type: "Moved", responderId, etaAt },
			{ commandId },
		);
	}
}

type Goal = {
	at: Point;
	mark: Extract<MarkName, "atStation" | "onScene">;
	/** In the truck the minutes are the truck's, not the phone's. */
	isOwnWay: boolean;
};

/** Where the person is on the way to; undefined once there. */
function goalOf(incident: Known, person: Person): Goal | undefined {
	const { to, progress, brigadeId } = person;
	if (progress === "onScene") return undefined;
	if (to === "scene" || progress === "departed")
		return incident.location
			? {
					at: incident.location,
					mark: "onScene",
					isOwnWay: progress !== "departed",
				}
			: undefined;
	const station = incident.stations.get(brigadeId);
	if (!station || progress === "atStation") return undefined;
	return { at: station.location, mark: "atStation", isOwnWay: true };
}
