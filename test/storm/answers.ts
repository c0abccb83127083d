/**
 * Answers by SMS, Telegram and page while the service dies again and again,
 * and while it is away for a minute: each has its effect once.
 */
import { setTimeout as pause } from "node:timers/promises";
import { seededRandom } from "../../src/sandbox/world.ts";
import type { Figure } from "./figures.ts";
import { postForm, tap, text } from "./incident.ts";
import { type Answered, examine, quiet } from "./oracle.ts";
import { openRig } from "./rig.ts";

export type AnswerPlan = { seed: number; outageMs: number };

const PEOPLE = 30;
const THIRD = PEOPLE / 3;
const KILLS = 6;
/** Telegram repeats an update after a minute at the latest; the list of SMS is read every half. */
const CATCH_UP_MS = 65_000;

export async function stormOfAnswers({
	seed,
	outageMs,
}: AnswerPlan): Promise<Figure> {
	const random = seededRandom(seed);
	const rig = await openRig({
		name: `answers-${seed}`,
		seed,
		people: PEOPLE,
		telegramPerSecond: 100,
		segmentsPerSecond: 100,
	});
	try {
		const answered: Answered[] = [];
		const under = await rig.report();
		await quiet(rig, [under]);
		// SMS take up to a second and a half to the phone.
		await pause(2_000);
		let answering = true;
		const kills = (async () => {
			for (let n = 0; n < KILLS && answering; n++) {
				await pause(random() * 400);
				await rig.supervisor.kill();
				await rig.supervisor.ready();
			}
		})();
		answered.push(
			...(
				await Promise.all(
					Array.from({ length: PEOPLE }, async (_, who) => {
						await pause(random() * 4_000);
						if (who < THIRD) return tap(rig, under, who);
						if (who < 2 * THIRD) return text(rig, under, who);
						return postForm(rig, under, who);
					}),
				)
			).flat(),
		);
		answering = false;
		await kills;
		await pause(CATCH_UP_MS / 2);
		await rig.close(under);

		const away = await rig.report();
		await quiet(rig, [away]);
		await pause(2_000);
		await rig.supervisor.hold();
		const whileAway = Promise.all(
			Array.from({ length: PEOPLE }, async (_, who) => {
				await pause(random() * outageMs * 0.8);
				if (who < THIRD) return tap(rig, away, who);
				if (who < 2 * THIRD) return text(rig, away, who);
				return postForm(rig, away, who, outageMs + 30_000);
			}),
		);
		await pause(outageMs);
		rig.supervisor.release();
		await rig.supervisor.ready();
		answered.push(...(await whileAway).flat());
		await pause(5_000);
		const found = await examine(rig, [under, away], answered);
		return {
			what: `${answered.length} answers by SMS, Telegram and page, across ${KILLS} kills and an outage of ${outageMs / 1000} s`,
			target: "0 lost",
			figure: `${found.answersLost} lost, ${found.answersDoubled} doubled`,
			holds:
				answered.length === 2 * PEOPLE &&
				found.answersLost + found.answersDoubled + found.brokenChains === 0,
			seed,
			faults: found.faults,
		};
	} finally {
		await rig.stop();
	}
}
