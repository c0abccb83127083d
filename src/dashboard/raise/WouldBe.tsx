/**
 * Before it is sent: who would be woken, the chance that a crew comes, and whether
 * somebody has told of this fire already.
 */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { BoardView } from "../../core/board.ts";
import { distanceMetres } from "../../core/eta.ts";
import type { IncidentType } from "../../core/kinds.ts";
import { warningsOf } from "../../screen/danger.ts";
import { hazardWords, waterWords } from "../../screen/ground.ts";
import { api, ask } from "../api.ts";
import { useBoard, useNow } from "../live.ts";
import { fromWire } from "../wire.ts";
import { useWords } from "../words.tsx";
import { type Draft, locationOf, placeOf, reportOf } from "./draft.ts";
import { useLater } from "./useLater.ts";

const TYPED_MS = 300;

export function useWouldBe(draft: Draft) {
	const { type } = draft;
	const body = useLater(
		type === undefined ? "" : JSON.stringify(reportOf({ ...draft, type })),
		TYPED_MS,
	);
	return useQuery({
		queryKey: ["preview", body],
		queryFn: async () =>
			fromWire<BoardView>(
				await ask(
					api.v1.incidents.preview.$post({
						json: JSON.parse(body) as ReturnType<typeof reportOf>,
					}),
				),
			),
		enabled: body !== "",
		placeholderData: keepPreviousData,
	});
}

export function WouldBe({
	board,
	isNowhere,
	isUnread,
}: {
	board: BoardView | undefined;
	/** Neither a point nor a brigade: nobody knows who is near. */
	isNowhere: boolean;
	/** The alarm may still be sent: this only says what it would do. */
	isUnread: boolean;
}) {
	const { text, words } = useWords();
	if (!board)
		return (
			<p className="q">
				{text(isUnread ? "board-roster-unread" : "board-raise-choose-type")}
			</p>
		);
	if (isNowhere && board.responders.length === 0)
		return (
			<p role="alert" className="w">
				▲ {text("board-raise-nowhere")}
			</p>
		);
	const [best] = board.crews
		.map(({ chance }) => chance)
		.filter((chance) => chance !== null)
		.sort((a, b) => b - a);
	const byBrigade = board.stations
		.map(({ brigadeId, name, distanceMetres: far }) => ({
			name,
			far,
			count: board.responders.filter((one) => one.brigadeId === brigadeId)
				.length,
		}))
		.filter(({ count }) => count > 0);
	return (
		<section aria-live="polite">
			<h2>{text("board-raise-would")}</h2>
			<p className="would-count n">
				{text("board-raise-alerted", { count: board.responders.length })}
			</p>
			{best !== undefined && (
				<p className={best < 0.5 ? "d" : best < 0.9 ? "w" : "g"}>
					{best < 0.5 ? "▲" : "●"}{" "}
					{text("page-live-chance", { percent: Math.round(best * 100) })}
				</p>
			)}
			<ul>
				{byBrigade.map(({ name, far, count }) => (
					<li key={name} className="n">
						{name} · {text("people-together", { count })}
						{far === null ? "" : ` · ${words.distance(far)}`}
					</li>
				))}
			</ul>
			<GroundThere board={board} />
			<PassedOver board={board} />
		</section>
	);
}

/** Mines, the sky and water there, before anybody is sent. */
function GroundThere({ board }: { board: BoardView }) {
	const { text, words, clock } = useWords();
	const water = waterWords(board, words);
	return (
		<>
			{hazardWords(board, words).map((said) => (
				<p key={said} className="d">
					<b>▲ {said}</b>
				</p>
			))}
			{warningsOf({ board, text, clock }).map(({ words: said, tone }) => (
				<p key={said} className={tone}>
					{said}
				</p>
			))}
			{water.length > 0 && (
				<p className="q">
					{text("page-water")}: {water.join(" · ")}
				</p>
			)}
		</>
	);
}

function PassedOver({ board }: { board: BoardView }) {
	const { text, words } = useWords();
	const counts = new Map<string, number>();
	for (const { reason, count = 1 } of board.passedOver)
		counts.set(reason, (counts.get(reason) ?? 0) + count);
	if (counts.size === 0) return null;
	return (
		<details>
			<summary>{text("board-raise-not-alerted")}</summary>
			<ul>
				{[...counts].map(([reason, count]) => (
					<li key={reason} className="q">
						{words.reason("passed", reason)}: {count}
					</li>
				))}
			</ul>
		</details>
	);
}

/** Side by side: what is known already, what is being told now. */
export function SameFire({
	id,
	draft,
	change,
}: {
	id: string;
	draft: Draft;
	change(changed: Partial<Draft>): void;
}) {
	const { text, words, clock, timeZone } = useWords();
	const { board } = useBoard(id);
	const now = useNow(10_000);
	if (!board) return null;
	const minutes = Math.round((now - board.reportedAt) / 60_000);
	const [there, here] = [board.location, locationOf(draft)];
	const apart = there && here ? distanceMetres(there, here) : undefined;
	const row = (label: string, was: string | null, is: string | undefined) => (
		<tr>
			<th scope="row">{label}</th>
			<td>{was || "—"}</td>
			<td>{is || "—"}</td>
		</tr>
	);
	return (
		<section className="same-fire" role="alert">
			<h2 className="w">
				▲ {text("board-raise-same", { number: String(board.number) })}
			</h2>
			<table>
				<thead>
					<tr>
						<td />
						<th scope="col">#{board.number}</th>
						<th scope="col">{text("board-raise-this")}</th>
					</tr>
				</thead>
				<tbody>
					{row(
						text("board-raise-what"),
						text(`type-${board.type}`),
						typeWords(text, draft.type),
					)}
					{row(text("board-raise-where"), board.place, placeOf(draft))}
					{row(
						text("board-raise-when"),
						minutes < 1
							? clock(board.reportedAt)
							: `${clock(board.reportedAt)} · ${text("board-map-ago", { age: text("board-age-minutes", { minutes }) })}`,
						clock(now),
					)}
					{row(
						text("board-raise-description"),
						board.description,
						draft.description,
					)}
				</tbody>
			</table>
			<p>
				{words.headline(board.headline, timeZone)}
				{apart === undefined
					? ""
					: ` · ${text("board-raise-apart", { distance: words.distance(apart) })}`}
			</p>
			<div className="raise-two">
				<Link className="press first" href={`/incidents/${id}`}>
					{text("board-raise-it-is", { number: String(board.number) })}
				</Link>
				<button
					type="button"
					className="press"
					aria-pressed={draft.isAnother}
					onClick={() => change({ isAnother: !draft.isAnother })}
				>
					{draft.isAnother ? "● " : ""}
					{text("board-raise-another")}
				</button>
			</div>
			<p className="q">
				{text(
					draft.isAnother
						? "board-raise-another-help"
						: "board-raise-same-help",
				)}
			</p>
		</section>
	);
}

const typeWords = (
	text: (id: string) => string,
	type: IncidentType | undefined,
): string | undefined => type && text(`type-${type}`);
