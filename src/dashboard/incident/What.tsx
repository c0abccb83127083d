/** The top of the page: what and where, since when, and whether a truck leaves. */
import { useLayoutEffect, useRef } from "react";
import { Link } from "wouter";
import type { BoardView } from "../../core/board.ts";
import { below, headlineWords, linesOf, MOODS } from "../../screen/headline.ts";
import { isUnheard } from "../../screen/outages.ts";
import {
	burnsNow,
	FLAME,
	isOver,
	placeParts,
	type Screen,
	sinceReport,
} from "../../screen/screen.ts";
import { useBoard, useNow } from "../live.ts";
import { PressButton } from "../press.tsx";
import { useSession } from "../session.tsx";
import { Warnings } from "./Danger.tsx";
import { Merge } from "./Merge.tsx";
import { splitOff } from "./orders.ts";

export function What({ screen, isWide }: { screen: Screen; isWide: boolean }) {
	const { board, text } = screen;
	return (
		<section className="what" aria-labelledby="what">
			<div className="what-line">
				<h2 id="what" tabIndex={-1}>
					{burnsNow(board) && <Flame />}
					{text(`type-${board.type}`)} · #{board.number}
				</h2>
				<p className="n">
					<Since screen={screen} />
				</p>
			</div>
			<Place screen={screen} />
			{board.peopleInDanger && (
				<p className="d b">▲ {text("page-people-in-danger")}</p>
			)}
			{board.status === "unconfirmed" && board.alertedAt !== null && (
				<p className="w b">○ {text("page-unconfirmed")}</p>
			)}
			<Warnings screen={screen} />
			{board.description && <p>{board.description}</p>}
			{isWide && <Known screen={screen} />}
			{board.possibleDuplicateOf && !isOver(board) && (
				<Double id={board.possibleDuplicateOf} screen={screen} />
			)}
		</section>
	);
}

/** What nobody asks first: on a phone it stands below headline and seats. */
export function Known({ screen }: { screen: Screen }) {
	const { board, text } = screen;
	return (
		<>
			<Point screen={screen} />
			<p className="q">{sourceWords(screen)}</p>
			<Merged screen={screen} />
			{!isOver(board) && board.alertedAt !== null && (
				<p className="q">
					{board.humanInCharge
						? text("page-live-in-charge", { name: board.humanInCharge.name })
						: text("page-live-nobody-in-charge")}
				</p>
			)}
		</>
	);
}

const Flame = () => (
	<svg viewBox={FLAME.box} aria-hidden="true">
		<path d={FLAME.path} />
	</svg>
);

function Since({ screen: { board, text, clock } }: { screen: Screen }) {
	const now = useNow();
	if (isOver(board)) return <>{clock(board.endedAt ?? now)}</>;
	return (
		<>
			{clock(now)}{" "}
			<span>{text("page-live-since", sinceReport(board, now))}</span>
		</>
	);
}

/** Village names repeat, so the hromada stays, but smaller. */
function Place({ screen: { board, text } }: { screen: Screen }) {
	const place = board.place ? placeParts(board.place) : undefined;
	return (
		<p className="place">
			{place ? (
				<>
					{place.before}
					{place.within && <small>{place.within}</small>}
					{place.after}
				</>
			) : (
				text("page-place-unknown")
			)}
		</p>
	);
}

/** The point, how exact it is, and how far from the nearest station. */
function Point({ screen: { board, text, words } }: { screen: Screen }) {
	const { location } = board;
	return (
		<p className="q n">
			{location
				? [
						`${location.lat.toFixed(5)}, ${location.lon.toFixed(5)}`,
						location.accuracyMetres
							? text("card-accuracy", {
									metres: Math.round(location.accuracyMetres),
								})
							: text("board-incident-exact"),
					].join(" · ")
				: text("board-incident-no-point")}
			{nearest(board) &&
				` · ${words.distance(nearest(board)?.distanceMetres ?? 0)} · ${nearest(board)?.name}`}
		</p>
	);
}

/** The station that is asked and stands nearest. */
const nearest = ({ stations }: BoardView) =>
	[...stations]
		.filter(({ distanceMetres }) => distanceMetres !== null)
		.sort((a, b) => (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0))[0];

function sourceWords({ board, text, clock }: Screen): string {
	const source = text(`source-${board.source}`);
	return [
		text("board-incident-reported", { time: clock(board.reportedAt) }),
		board.externalId
			? text("board-incident-from-number", {
					source,
					number: board.externalId,
				})
			: text("board-incident-from", { source }),
	].join(" · ");
}

function Double({ id, screen }: { id: string; screen: Screen }) {
	const { board } = useBoard(id);
	return board ? (
		<div className="double">
			<p className="w b">
				▲{" "}
				<Link href={`/incidents/${id}`}>
					{screen.text("page-live-second-report", {
						number: String(board.number),
					})}
				</Link>
			</p>
			<Merge screen={screen} />
		</div>
	) : null;
}

/** The same fire under another number: where it went on, or what came in. */
function Merged({ screen: { board, text, clock } }: { screen: Screen }) {
	const { can } = useSession();
	const { mergedInto, mergedFrom = [] } = board;
	const maySplit = !isOver(board) && can("incidents.cancel");
	return (
		<>
			{mergedInto && (
				<p className="b">
					<Link href={`/incidents/${mergedInto.id}`}>
						{text("page-live-merged-into", {
							number: String(mergedInto.number),
						})}
					</Link>
				</p>
			)}
			{mergedFrom.map((from) => (
				<div key={from.id} className="double">
					<p className="q">
						{[
							text("page-live-merged-from", { number: String(from.number) }),
							clock(from.reportedAt),
							text(`source-${from.source}`),
							from.externalId,
							from.place,
							from.description,
						]
							.filter(Boolean)
							.join(" · ")}
					</p>
					{maySplit && (
						<PressButton
							order={{
								key: `split ${from.id}`,
								label: text("board-merged-split", {
									number: String(from.number),
								}),
								undo: true,
								send: splitOff(board.id, from.id),
								refused: () => ({ id: "board-reports-split-cannot" }),
							}}
						/>
					)}
				</div>
			))}
		</>
	);
}

/** Does a truck leave, and when? As large as fits its line. */
export function HeadlineBlock({
	screen,
	isWide,
}: {
	screen: Screen;
	isWide: boolean;
}) {
	const words = headlineWords(screen);
	const lines = isWide ? [words] : linesOf(words);
	const under = below(screen);
	const h1 = useFittedHeadline(words, isWide);
	return (
		<div className={`head ${MOODS[screen.board.headline.kind]}`} role="status">
			<h1 ref={h1}>
				{lines.map((line, index) => (
					<span key={line}>
						{index > 0 && " "}
						{line}
					</span>
				))}
			</h1>
			{under && (under.words || under.missing) && (
				<p>
					{under.words} {under.missing && <b>{under.missing}</b>}
				</p>
			)}
		</div>
	);
}

const LEAST_PIXELS = 28;
/** Of the height of the window, so that crews are seen below it. */
const MOST_SHARE = { wide: 0.15, phone: 0.2 };

/** Fonts differ from machine to machine, so the words are measured where they stand. */
function useFittedHeadline(words: string, isWide: boolean) {
	const h1 = useRef<HTMLHeadingElement>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: other words, and other columns, are another width
	useLayoutEffect(() => {
		const element = h1.current;
		if (!element) return;
		const measure = (): void => {
			const size = Number.parseFloat(getComputedStyle(element).fontSize);
			const widths = [...element.children].map(
				(line) => line.getBoundingClientRect().width,
			);
			const most =
				innerHeight * (innerWidth < 600 ? MOST_SHARE.phone : MOST_SHARE.wide);
			const fits = (size * element.clientWidth * 0.99) / Math.max(1, ...widths);
			element.style.fontSize = `${Math.max(LEAST_PIXELS, Math.min(fits, most))}px`;
		};
		measure();
		window.addEventListener("resize", measure);
		return () => window.removeEventListener("resize", measure);
	}, [words, isWide]);
	return h1;
}

/** What this incident alone must say across the top; what holds for all stands in the shell. */
export function Bars({ screen }: { screen: Screen }) {
	const { board, text } = screen;
	return (
		<>
			{board.mode !== "actual" && (
				<p className={`bar ${board.mode === "test" ? "test" : "mode"}`}>
					{text(`page-${board.mode}`)}
				</p>
			)}
			<Unheard screen={screen} />
		</>
	);
}

/** Thirty seconds and nobody reached: that is a matter of the clock, not of a change. */
function Unheard({ screen }: { screen: Screen }) {
	const now = useNow();
	return isUnheard({ board: screen.board, now }) ? (
		<p className="bar broken" role="alert">
			▲ {screen.text("page-desk-reached-nobody")}
		</p>
	) : null;
}
