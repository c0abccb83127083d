/**
 * The whole bot's bucket: a second's worth at once, then the rate; who exceeds it waits with everybody.
 *
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */
import { TelegramRefusal } from "./parameters.ts";
import type { World } from "./world.ts";

/** The pause asked for when the rate is exceeded. Bots have seen from 3 s to minutes. */
const RETRY_AFTER_SECONDS = 3;

export function rateLimit(world: World, perSecond: number) {
	let tokens = perSecond;
	let filledAt = world.now();
	let heldUntil = 0;

	const tooMany = (retryAfterSeconds: number) =>
		new TelegramRefusal(
			429,
			`Too Many Requests: retry after ${retryAfterSeconds}`,
			retryAfterSeconds,
		);

	function hold(retryAfterSeconds: number): TelegramRefusal {
		heldUntil = Math.max(heldUntil, world.now() + retryAfterSeconds * 1000);
		return tooMany(retryAfterSeconds);
	}

	return {
		take(): void {
			const now = world.now();
			if (now < heldUntil) throw tooMany(Math.ceil((heldUntil - now) / 1000));
			tokens = Math.min(
				perSecond,
				tokens + ((now - filledAt) / 1000) * perSecond,
			);
			filledAt = now;
			if (tokens < 1) throw hold(RETRY_AFTER_SECONDS);
			tokens--;
		},
		hold,
	};
}
