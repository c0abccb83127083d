/** The chosen incident beside the lines: headline, crews, and the one or two things to do now. */
import { Link } from "wouter";
import type { BoardView } from "../../core/board.ts";
import { keyOf, urgentPresses } from "../../screen/actions.ts";
import { SIGN_OF, troubleOf } from "../../screen/desk.ts";
import { below } from "../../screen/headline.ts";
import { isUnheard } from "../../screen/outages.ts";
import { peopleIn, reachedWords, statusOf } from "../../screen/status.ts";
import { HazardBar, Tasks, Warnings } from "../incident/Danger.tsx";
import { orderOf } from "../incident/orderOf.ts";
import { RIGHT_OF } from "../incident/rights.ts";
import { Seats } from "../incident/Seats.tsx";
import { useScreen } from "../incident/useScreen.ts";
import { serverNow } from "../live.ts";
import { PressButton, Toasts } from "../press.tsx";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { lineWords } from "./said.ts";
import "../incident/incident.css";

const PEOPLE_SHOWN = 12;

type BesideProps = {
	board: BoardView;
	/** A hand is here: a graver incident must not slip under it. */
	hold(): void;
};

export default function Beside({ board, hold }: BesideProps) {
	const screen = useScreen(board);
	const { can } = useSession();
	const { text, clock } = screen;
	const trouble = troubleOf(board, serverNow());
	const { headline, more } = lineWords(useWords(), board, trouble);
	const said = below(screen);
	const reached = reachedWords(screen);
	const isAlone = isUnheard({ board, now: serverNow() });
	const { coming, asked } = peopleIn(board);
	const people = [...coming, ...asked];
	return (
		<aside
			className="beside incident"
			aria-labelledby="beside"
			onPointerEnter={hold}
			onFocus={hold}
		>
			<h2 id="beside">
				#{board.number} · {text(`type-${board.type}`)}
			</h2>
			{board.mode !== "actual" && (
				<p className={`bar ${board.mode === "exercise" ? "mode" : "test"}`}>
					{text(`mode-${board.mode}.word`)}
				</p>
			)}
			{board.place && <p>{board.place}</p>}
			{board.peopleInDanger && (
				<p className="d b">▲ {text("page-people-in-danger")}</p>
			)}
			<HazardBar screen={screen} of={`#${board.number}`} />
			<Warnings screen={screen} />
			{board.description && <p className="q">{board.description}</p>}
			<p className={`beside-headline ${SIGN_OF[trouble].tone}`}>
				{SIGN_OF[trouble].shape} {headline}
			</p>
			{more && <p>{more}</p>}
			{said && (
				<p>
					{said.words} {said.missing && <b className="d">{said.missing}</b>}
				</p>
			)}
			{reached && (
				<p className={isAlone ? "d b" : "q"}>
					{isAlone && "▲ "}
					{reached}
				</p>
			)}
			<p className="q">
				{board.humanInCharge
					? text("page-live-in-charge", { name: board.humanInCharge.name })
					: text("page-live-nobody-in-charge")}
			</p>
			<Tasks screen={screen} of={`#${board.number}`} />
			<div className="beside-now">
				{urgentPresses(screen)
					.filter(({ action }) => can(RIGHT_OF[action]))
					.map((press) => (
						<PressButton
							key={keyOf(press)}
							order={{ ...orderOf(board, press), of: `#${board.number}` }}
							look={press.look}
						/>
					))}
			</div>
			<Toasts />
			<Seats screen={screen} />
			<ul className="beside-people">
				{people.slice(0, PEOPLE_SHOWN).map((person) => {
					const { sign, words } = statusOf(screen, person);
					return (
						<li key={person.id}>
							<i className={sign.tone}>{sign.shape}</i> <b>{person.name}</b>{" "}
							{words}{" "}
							{sign.shape === "●" && person.etaAt !== null && (
								<span className="n">{clock(person.etaAt)}</span>
							)}
						</li>
					);
				})}
				{people.length > PEOPLE_SHOWN && (
					<li className="q">
						{text("page-live-others", {
							count: people.length - PEOPLE_SHOWN,
						})}
					</li>
				)}
			</ul>
			<Link className="press large-link" href={`/incidents/${board.id}`}>
				{text("board-desk-open", { number: board.number })} ▸
			</Link>
		</aside>
	);
}
