/** Crews as seats filling up: a row of seats for each vehicle, missing ones red. */
import {
	type Crew,
	crewName,
	crewsShown,
	isOver,
	missingText,
	type Screen,
	type Seat,
} from "../../screen/screen.ts";
import { chanceWords, seatWords, stateOf } from "../../screen/status.ts";

export function Seats({ screen }: { screen: Screen }) {
	const { board } = screen;
	if (board.crews.length === 0 || isOver(board)) return null;
	const chance = chanceWords(screen);
	return (
		<section className="crews" aria-label={screen.text("page-live-seats")}>
			{crewsShown(board).map((crew) => (
				<CrewSeats
					key={`${crew.brigadeId} ${crew.vehicleId}`}
					crew={crew}
					screen={screen}
				/>
			))}
			{chance && <p className="q n">{chance}</p>}
		</section>
	);
}

function CrewSeats({ crew, screen }: { crew: Crew; screen: Screen }) {
	const { board, text, locale } = screen;
	// One crew's gap stands under the headline already.
	const missing =
		crew.state === "left" || board.crews.length === 1
			? ""
			: missingText(screen, crew);
	return (
		<>
			<h2>
				{crew.vehicle === null
					? text("page-live-seats")
					: text("page-live-crew", { vehicle: crewName(board, crew) })}{" "}
				<b className="n">{stateOf(screen, crew)}</b>
			</h2>
			{crew.vehicle === null && (
				<p className="d b">
					▲ {crew.brigade}:{" "}
					{text("headline-noVehicle").toLocaleLowerCase(locale)}
				</p>
			)}
			<ul className="seats">
				{crew.seats.map((seat, index) => (
					// Seats have no name but their order, which the crew's rule fixes.
					<SeatBox key={String(index)} seat={seat} screen={screen} />
				))}
			</ul>
			{missing && <p className="d">▲ {missing}</p>}
		</>
	);
}

function SeatBox({ seat, screen }: { seat: Seat; screen: Screen }) {
	const { isFree, role, name, there } = seatWords(screen, seat);
	if (isFree)
		return (
			<li className="free d">
				<span>
					<i>▲</i> <b>{role || screen.text("qual-anybody")}</b>
				</span>
				<small>{there}</small>
			</li>
		);
	return (
		<li>
			<span>
				<i className="g">●</i> <b>{role || name}</b>
			</span>
			<small>
				{role && `${name} `}
				<span className="n">{there}</span>
			</small>
		</li>
	);
}
