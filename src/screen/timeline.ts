/**
 * What happened so far, in the order it happened, and what it cost.
 */
import type { Instant } from "../core/kinds.ts";
import { capital, type Screen } from "./screen.ts";

export type Moment = { at: Instant; words: string };

export const moments = (screen: Screen): Moment[] =>
	momentsOf(screen).sort((a, b) => a.at - b.at);

/** What it cost, last and quiet; nothing where nobody counts. */
export function costWords({ board, text, locale }: Screen): string | undefined {
	if (!board.cost) return undefined;
	const { segments, calls, amount, currency, month } = board.cost;
	const written = (sum: number): string => moneyOf(sum, currency, locale);
	const thisMonth =
		month.budget === null
			? text("page-live-cost-month", { amount: written(month.amount) })
			: text("page-live-cost-budget", {
					amount: written(month.amount),
					budget: written(month.budget),
				});
	return `${text("page-live-cost", { segments, calls, amount: written(amount) })} · ${thisMonth}`;
}

/** «12,50 ₴» as the reader writes money. */
export const moneyOf = (
	amount: number,
	currency: string,
	locale: string,
): string =>
	new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount);

function momentsOf(screen: Screen): Moment[] {
	const { board, text } = screen;
	const { alertedAt, verdict, humanInCharge, endedAt } = board;
	return [
		{
			at: board.reportedAt,
			words: text("timeline-reported", {
				source: text(`source-${board.source}`),
			}),
		},
		...(alertedAt === null
			? []
			: [
					{
						at: alertedAt,
						words: text("timeline-alerted", { count: board.responders.length }),
					},
				]),
		...(verdict
			? [
					{
						at: verdict.at,
						words: text(
							verdict.kind === "leaves"
								? "page-live-verdict-leaves"
								: "timeline-verdict-not",
						),
					},
				]
			: []),
		...(humanInCharge
			? [
					{
						at: humanInCharge.at,
						words: text("timeline-taken-over", { name: humanInCharge.name }),
					},
				]
			: []),
		...markMoments(screen),
		...(board.departure?.allowedAt == null
			? []
			: [
					{
						at: board.departure.allowedAt,
						words: [text("timeline-allowed"), board.departure.allowedBy]
							.filter(Boolean)
							.join(" · "),
					},
				]),
		...stateMoments(screen),
		...(endedAt === null
			? []
			: [{ at: endedAt, words: capital(text(`incident-${board.status}`)) }]),
	];
}

/** What was marked, of which truck, and who said so. Who arrived when stands with the people. */
function markMoments({ board, text }: Screen): Moment[] {
	return board.marks
		.filter(({ mark, responderId }) => mark !== "atStation" || !responderId)
		.map(({ mark, at, by, vehicleId, unit, withoutWord }) => {
			const vehicle = board.crews.find(
				(crew) => vehicleId !== undefined && crew.vehicleId === vehicleId,
			)?.vehicle;
			return {
				at,
				words: [
					unit
						? text("timeline-handed-over", { unit })
						: capital(text(`mark-${mark}`)),
					vehicle,
					by,
					withoutWord && text("page-live-without-word"),
				]
					.filter(Boolean)
					.join(" · "),
			};
		});
}

/** When state crews were asked, and when they said that they know. */
function stateMoments({ board, text }: Screen): Moment[] {
	return (board.stateAsked ?? []).flatMap(({ name, at, by, heardAt }) => [
		{
			at,
			words: [text("timeline-state-asked", { name }), by]
				.filter(Boolean)
				.join(" · "),
		},
		...(heardAt === undefined
			? []
			: [{ at: heardAt, words: text("timeline-state-heard", { name }) }]),
	]);
}
