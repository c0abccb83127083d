/**
 * «Гідрант сухий»: a resident passes a pond without water and says so. The point is only
 * marked and whoever leads there asked; the thanks are the same whether we know that
 * water or not, for nobody outside learns where trucks are filled.
 */
import { findPlace } from "../src/areas/gazetteer.ts";
import type { Point } from "../src/core/kinds.ts";
import { placeIn, saysDry } from "../src/core/residentMeant.ts";
import { readResident } from "../src/core/residentWords.ts";
import { sayDry } from "../src/ground/water.ts";
import { reporterOf } from "../src/residents/reporters.ts";
import { openReportOf } from "../src/residents/take.ts";
import { PERSON_WAITS_MS, soon } from "../src/soon.ts";
import type { Courtesy } from "../src/tellInChat.ts";
import type { Topic } from "./conversation.ts";
import { noKeyboard } from "./keyboards.ts";
import { belowChat } from "./residentCard.ts";
import type { Strangers } from "./strangers.ts";
import type { Talk } from "./talk.ts";

const TOPIC = "dry";
/** A point sent later than this is where it burns. */
const ASKED_MS = 5 * 60_000;
/** A village's middle: its one pond is meant, of two nobody knows which. */
const VILLAGE_METRES = 1_500;
/** Whoever walks past more dry ponds in an hour makes them up; the chief is asked about each. */
const HOUR_MS = 3_600_000;
const MOST_AN_HOUR = 3;
const MOST_OF_ALL = 20;

export function residentWaterTopic({
	courtesy,
	strangers,
}: {
	courtesy: Courtesy;
	strangers: Pick<Strangers, "mayHearMore">;
}): Topic {
	let lately: { chat: number; at: number }[] = [];

	return {
		name: TOPIC,

		/** Never words of a fire, nor of whoever reported one: those are a report's. */
		async interrupts(talk, said, open) {
			if (talk.person) return false;
			if (said.kind === "place") {
				const isAsked = open?.topic === TOPIC && talk.now - open.at <= ASKED_MS;
				if (!isAsked) return false;
				await talk.settled();
				await told(talk, { lat: said.lat, lon: said.lon });
				return true;
			}
			if (said.kind !== "text" || said.isForwarded || !saysDry(said.text))
				return false;
			const { kind } = readResident(said.text);
			if (kind === "fire" || (await isBlocked(talk))) return false;
			const reported = await openReportOf(talk.service, {
				chat: String(talk.chatId),
			});
			if (reported) {
				const { location } = reported.report;
				if (location && mayTell(talk)) await mark(talk, location);
				return false;
			}
			const point = await namedIn(talk, said.text);
			if (point) await told(talk, point);
			else await ask(talk);
			return true;
		},
	};

	async function ask(talk: Talk): Promise<void> {
		if (!strangers.mayHearMore(String(talk.chatId))) return;
		await talk.ask(TOPIC, "where");
		await talk.say(talk.text("resident-dry-where"), {
			markup: belowChat(talk, { place: true, number: false }),
		});
	}

	async function told(talk: Talk, point: Point): Promise<void> {
		if (mayTell(talk)) await mark(talk, point);
		if (!strangers.mayHearMore(String(talk.chatId))) return;
		const link = `${talk.service.settings.publicUrl}/101`;
		await talk.say(talk.text("resident-dry-thanks", { link }), {
			markup: noKeyboard,
		});
	}

	function mark(talk: Talk, near: Point) {
		return sayDry(talk.service, { near }, { kind: "resident" }, courtesy);
	}

	function mayTell({ chatId, now }: Talk): boolean {
		lately = lately.filter(({ at }) => now - at < HOUR_MS);
		const own = lately.filter(({ chat }) => chat === chatId).length;
		if (own >= MOST_AN_HOUR || lately.length >= MOST_OF_ALL) return false;
		lately.push({ chat: chatId, at: now });
		return true;
	}
}

async function isBlocked({ service, chatId }: Talk): Promise<boolean> {
	const known = await reporterOf(service, { chat: String(chatId) });
	return known?.blockedAt !== undefined;
}

/** The one water of the one settlement they name. */
async function namedIn(
	{ service }: Talk,
	words: string,
): Promise<Point | undefined> {
	return soon(async () => {
		const place = placeIn(words) ?? words;
		const [offer] = await findPlace(service, place, { limit: 1 });
		if (!offer?.sure || !offer.location) return undefined;
		const near = await service.ground.water({
			near: offer.location,
			withinMetres: VILLAGE_METRES,
			limit: 2,
		});
		return near.length === 1 ? near[0]?.location : undefined;
	}, PERSON_WAITS_MS);
}
