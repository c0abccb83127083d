/**
 * What happened so far, in the order it happened.
 */
import { html } from "hono/html";
import type { Instant } from "../../core/kinds.ts";
import { money } from "../../cost.ts";
import type { Markup } from "../page.ts";
import { capital, type Screen } from "./screen.ts";

export function timeline(screen: Screen): Markup {
	const { text, clock } = screen;
	const moments = momentsOf(screen).sort((a, b) => a.at - b.at);
	return html`<h2>${text("page-live-timeline")}</h2>
<ol class="time">${moments.map(({ at, words }) => html`<li><time>${clock(at)}</time>${words}</li>`)}</ol>${costOf(screen)}`;
}

/** What it cost, last and quiet; nothing where nobody counts. */
function costOf({ board, text, locale }: Screen): Markup | string {
	if (!board.cost) return "";
	const { segments, calls, amount, currency, month } = board.cost;
	const written = (sum: number): string => money(sum, currency, locale);
	const thisMonth =
		month.budget === null
			? text("page-live-cost-month", { amount: written(month.amount) })
			: text("page-live-cost-budget", {
					amount: written(month.amount),
					budget: written(month.budget),
				});
	return html`<p class="q">${text("page-live-cost", { segments, calls, amount: written(amount) })} · ${thisMonth}</p>`;
}

type Moment = { at: Instant; words: string };

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
		...(endedAt === null
			? []
			: [{ at: endedAt, words: capital(text(`incident-${board.status}`)) }]),
	];
}

/** What was marked, of which truck, and who said so. Who arrived when stands with the people. */
function markMoments({ board, text }: Screen): Moment[] {
	return board.marks
		.filter(({ mark, responderId }) => mark !== "atStation" || !responderId)
		.map(({ mark, at, by, vehicleId }) => {
			const vehicle = board.crews.find(
				(crew) => vehicleId !== undefined && crew.vehicleId === vehicleId,
			)?.vehicle;
			return {
				at,
				words: [capital(text(`mark-${mark}`)), vehicle, by]
					.filter(Boolean)
					.join(" · "),
			};
		});
}
