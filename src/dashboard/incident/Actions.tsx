/**
 * Everything that can be done: the one or two urgent things large at the bottom edge,
 * the others in the page, and what ends something last, with five seconds to undo.
 */
import {
	endingPresses,
	keyOf,
	otherPresses,
	type Press,
	urgentPresses,
} from "../../screen/actions.ts";
import { isOver, type Screen } from "../../screen/screen.ts";
import { PressButton } from "../press.tsx";
import { useSession } from "../session.tsx";
import { Cancel } from "./Cancel.tsx";
import { Correct } from "./Correct.tsx";
import { hasOwnPlace } from "./Danger.tsx";
import { MarkOther } from "./MarkOther.tsx";
import { Merge } from "./Merge.tsx";
import { isOfOthers } from "./Others.tsx";
import { orderOf, saidOfCancel } from "./orderOf.ts";
import { impactIs, reopen } from "./orders.ts";
import { OnCall, ReporterPart } from "./Reach.tsx";
import { RIGHT_OF } from "./rights.ts";
import { Write } from "./Write.tsx";

/** Digits press what is urgent; the label tells which. */
export const URGENT_KEYS = ["1", "2"] as const;

export function useUrgent({ board, ...screen }: Screen): Press[] {
	const { can } = useSession();
	return urgentPresses({ board, ...screen }).filter(({ action }) =>
		can(RIGHT_OF[action]),
	);
}

export function Urgent({ screen }: { screen: Screen }) {
	const presses = useUrgent(screen);
	if (presses.length === 0) return null;
	return (
		<section
			className="urgent"
			aria-label={screen.text("board-incident-urgent")}
		>
			{presses.map((press, index) => (
				<PressButton
					key={keyOf(press)}
					order={orderOf(screen.board, press)}
					look={press.look}
					shortcut={URGENT_KEYS[index]}
				/>
			))}
		</section>
	);
}

export function Actions({ screen }: { screen: Screen }) {
	const { can } = useSession();
	const { board, text } = screen;
	const mine = ({ action }: Press) => can(RIGHT_OF[action]);
	const others = otherPresses(screen).filter(
		(press) => mine(press) && !hasOwnPlace(press, screen) && !isOfOthers(press),
	);
	const over = isOver(board);
	return (
		<section className="actions" aria-labelledby="actions">
			<h2 id="actions" tabIndex={-1}>
				{text("page-live-actions")}
			</h2>
			<Impact screen={screen} />
			<div className="many">
				{others.map((press) => (
					<PressButton key={keyOf(press)} order={orderOf(board, press)} />
				))}
				{over && can("incidents.steer") && (
					<PressButton
						order={{
							key: "reopen",
							label: text("button-reopen"),
							undo: true,
							send: reopen(board.id),
						}}
					/>
				)}
			</div>
			{board.status !== "cancelled" && can("incidents.mark") && (
				<MarkOther screen={screen} />
			)}
			{!over && can("incidents.steer") && <Write screen={screen} />}
			{!over && can("incidents.correct") && <Correct screen={screen} />}
			{/* Where one is likely, it stands on top. */}
			{!over && !board.possibleDuplicateOf && <Merge screen={screen} />}
			{!over && can("incidents.lead") && <ReporterPart screen={screen} />}
			{can("brigades.read") && <OnCall screen={screen} />}
		</section>
	);
}

/** A shell, or a fire? Until that is answered a truck waits; whoever erred says it anew. */
function Impact({ screen }: { screen: Screen }) {
	const { board, text } = screen;
	const { can } = useSession();
	const isAsked = board.type === "shelling_impact" || board.impact;
	const isUrgent = urgentPresses(screen).some(
		({ action }) => action === "impact",
	);
	if (!isAsked || isUrgent || isOver(board) || !can("incidents.decide"))
		return null;
	const said = board.impact?.answer ?? null;
	const answer = (impact: boolean, label: string) => (
		<PressButton
			order={{
				key: "impact",
				label: text(label),
				send: impactIs(board.id, impact),
			}}
		/>
	);
	return (
		<fieldset>
			<legend>{text("page-live-impact")}</legend>
			{said !== null && (
				<p className="q">
					{text("board-log-impact", { answer: said ? "yes" : "no" })}
				</p>
			)}
			<div className="many">
				{answer(true, "page-live-impact-yes")}
				{answer(false, "page-live-impact-no")}
			</div>
		</fieldset>
	);
}

/** Last on the page and apart from everything urgent. */
export function Ending({ screen }: { screen: Screen }) {
	const { can } = useSession();
	const { board, text } = screen;
	const presses = endingPresses(screen).filter(
		// Cancelling asks why; it has a place of its own below.
		({ action }) => action !== "cancel" && can(RIGHT_OF[action]),
	);
	const cancels = board.status === "open" && can("incidents.cancel");
	if (presses.length === 0 && !cancels) return null;
	return (
		<section className="ends" aria-labelledby="ending">
			<h2 id="ending" tabIndex={-1}>
				{text("board-incident-ending")}
			</h2>
			<div className="many">
				{presses.map((press) => (
					<PressButton
						key={keyOf(press)}
						order={orderOf(board, press)}
						look="end"
					/>
				))}
			</div>
			{cancels && <Cancel screen={screen} said={saidOfCancel} />}
		</section>
	);
}
