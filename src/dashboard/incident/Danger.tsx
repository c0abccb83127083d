/** What may kill whoever comes, and what somebody still has to do: said before anything else, with its press. */
import { keyOf, otherPresses, type Press } from "../../screen/actions.ts";
import { warningsOf } from "../../screen/danger.ts";
import { hazardsKnown, hazardWords } from "../../screen/ground.ts";
import type { Screen } from "../../screen/screen.ts";
import { useNow } from "../live.ts";
import { PressButton } from "../press.tsx";
import { useSession } from "../session.tsx";
import { orderOf } from "./orderOf.ts";
import { RIGHT_OF } from "./rights.ts";

const isOfMines = ({ action }: Press): boolean =>
	action === "acknowledge-hazards";
const isOf101 = ({ action, about }: Press): boolean =>
	action === "mark" && about?.mark === "informed101";

/** Presses that stand where they are needed, and not once more among the others. */
export const hasOwnPlace = (press: Press, { board }: Screen): boolean =>
	isOfMines(press) || (isOf101(press) && board.tasks !== undefined);

type Beside = {
	screen: Screen;
	/** «#118», where several incidents are pressed from one page. */
	of?: string | undefined;
};

/** Red until somebody in charge says that everybody knows; then it stays, quieter. */
export function HazardBar({ screen, of }: Beside) {
	const { board, words, text } = screen;
	const said = hazardWords(board, words);
	if (said.length === 0) return null;
	const known = hazardsKnown(screen);
	return (
		<div
			className={known ? "bar hazard" : "bar hazard broken"}
			id="mines"
			{...(known ? {} : { role: "alert" })}
		>
			<p>
				▲ {said.join(". ")}. {known ?? text("page-hazards-tell")}
			</p>
			<Offered screen={screen} which={isOfMines} of={of} />
		</div>
	);
}

/** The air raid, where people gather instead of the station, who let them go. */
export function Warnings({ screen }: { screen: Screen }) {
	return warningsOf(screen).map(({ words, tone }) => (
		<p key={words} className={tone === "d" ? "d b" : tone}>
			{words}
		</p>
	));
}

/** «101 ще не повідомлено», until somebody ticks it. */
export function Tasks({ screen, of }: Beside) {
	const { board, text } = screen;
	const now = useNow(10_000);
	const [task] = board.tasks ?? [];
	if (!task) return null;
	const minutes = Math.max(0, Math.floor((now - task.sinceAt) / 60_000));
	return (
		<section className="tasks" aria-label={text("board-tasks")}>
			<p className="w b">
				▲ {text("page-live-not-informed101")}{" "}
				<span className="n">{text("since-minutes", { minutes })}</span>
			</p>
			<Offered screen={screen} which={isOf101} of={of} />
		</section>
	);
}

function Offered({
	screen,
	which,
	of,
}: Beside & { which(press: Press): boolean }) {
	const { can } = useSession();
	return otherPresses(screen)
		.filter((press) => which(press) && can(RIGHT_OF[press.action]))
		.map((press) => (
			<PressButton
				key={keyOf(press)}
				order={{ ...orderOf(screen.board, press), ...(of ? { of } : {}) }}
				look={press.look}
			/>
		));
}
