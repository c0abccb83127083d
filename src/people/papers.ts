/**
 * Papers that expire: who they belong to and who leads hears it 30 and 7 days ahead, once
 * each, silently, at noon. An expired paper takes nobody out of anything: who drives to a
 * fire without it is the chief's to decide.
 */
import type { Locale, PaperKind } from "../core/kinds.ts";
import { EVERYTHING, type ResponderRow, type Sealed } from "../ports.ts";
import type { DoneOnce } from "../routine/doneOnce.ts";
import { leadersOf, type TellQuietly } from "../routine/quiet.ts";
import { daysUntil, dayText, wallTime } from "../routine/wallTime.ts";
import type { Secrets } from "../secrets.ts";
import type { Service } from "../service.ts";

/** `until`: the last day it is good for, 'YYYY-MM-DD'. */
export type Paper = { kind: PaperKind; until: string };

export const papersOf = (
	secrets: Pick<Secrets, "open">,
	{ papers }: Pick<ResponderRow, "papers">,
): Paper[] =>
	papers === undefined ? [] : (JSON.parse(secrets.open(papers)) as Paper[]);

/** Health and insurance of a person: sealed like where they live. */
export const sealPapers = (
	secrets: Pick<Secrets, "seal">,
	papers: readonly Paper[],
): Sealed => secrets.seal(JSON.stringify(papers));

/** Days before the end at which it is said. */
const AHEAD = [30, 7] as const;
const PAGE = 200;

/** What is due to be said of one person today. */
type Warning = { person: ResponderRow; due: Paper[] };

export async function warnOfPapers(
	service: Service,
	done: DoneOnce,
	tell: TellQuietly,
): Promise<void> {
	const { date } = wallTime(service.clock.now(), service.settings.timeZone);
	const warnings: Warning[] = [];
	for await (const person of everybody(service)) {
		const due: Paper[] = [];
		for (const paper of papersOf(service.secrets, person))
			if (await isNewlyDue(service, done, person, paper, date)) due.push(paper);
		if (due.length > 0) warnings.push({ person, due });
	}
	for (const { person, due } of warnings)
		await tell(person, {
			topic: "papers",
			words: (locale) =>
				[
					service.wording.text(locale, "papers-yours"),
					...due.map((paper) => lineOf(service, locale, paper, date)),
				].join("\n"),
		});
	await tellLeaders(service, tell, warnings, date);
}

/** The nearest threshold that has come; a paper entered late is warned of at once. */
async function isNewlyDue(
	{ secrets }: Service,
	done: DoneOnce,
	{ id }: ResponderRow,
	{ kind, until }: Paper,
	today: string,
): Promise<boolean> {
	const left = daysUntil(today, until);
	const ahead = AHEAD.filter((days) => left <= days).at(-1);
	if (ahead === undefined || left < 0) return false;
	// Whose paper it is must not stand in a log that outlives them.
	const key = secrets.hash(`paper|${id}|${kind}|${until}|${ahead}`);
	return done.once({ id: key, type: "PaperWarned" });
}

async function tellLeaders(
	service: Service,
	tell: TellQuietly,
	warnings: readonly Warning[],
	today: string,
): Promise<void> {
	const { wording, secrets } = service;
	const byLeader = new Map<
		string,
		{ leader: ResponderRow; about: Warning[] }
	>();
	for (const warning of warnings)
		for (const brigadeId of warning.person.brigadeIds)
			for (const leader of await leadersOf(service, brigadeId, {
				deputiesToo: false,
			})) {
				// His own he has heard.
				if (leader.id === warning.person.id) continue;
				const about = byLeader.get(leader.id)?.about ?? [];
				if (!about.includes(warning)) about.push(warning);
				byLeader.set(leader.id, { leader, about });
			}
	for (const { leader, about } of byLeader.values())
		await tell(leader, {
			topic: "papers",
			words: (locale) =>
				[
					wording.text(locale, "papers-of-people"),
					...about.flatMap(({ person, due }) =>
						due.map((paper) =>
							wording.text(locale, "papers-whose", {
								name: secrets.open(person.name),
								paper: lineOf(service, locale, paper, today),
							}),
						),
					),
				].join("\n"),
		});
}

function lineOf(
	{ wording }: Pick<Service, "wording">,
	locale: Locale,
	{ kind, until }: Paper,
	today: string,
): string {
	return wording.text(locale, "papers-until", {
		paper: wording.text(locale, `paper-${kind}`),
		day: dayText(wording, locale, until, today),
		days: daysUntil(today, until),
	});
}

async function* everybody({
	roster,
}: Pick<Service, "roster">): AsyncGenerator<ResponderRow> {
	let cursor: string | undefined;
	do {
		const page = await roster.responders(EVERYTHING, {
			limit: PAGE,
			...(cursor === undefined ? {} : { cursor }),
		});
		yield* page.items;
		cursor = page.nextCursor;
	} while (cursor !== undefined);
}
