/**
 * Who is not crew: state crews are asked and never ordered, people with machines are
 * asked by what they have, observers only hear of it; at the end it is handed over.
 */
import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { EQUIPMENT, type Equipment } from "../../core/kinds.ts";
import { otherPresses, type Press } from "../../screen/actions.ts";
import { othersWords } from "../../screen/others.ts";
import type { Screen } from "../../screen/screen.ts";
import { PressButton } from "../press.tsx";
import { useSession } from "../session.tsx";
import { orderOf } from "./orderOf.ts";
import { askHelpers, markWith } from "./orders.ts";
import { RIGHT_OF } from "./rights.ts";

const isHandOver = ({ action, about }: Press): boolean =>
	action === "mark" && about?.mark === "handedOver";

/** In the order of a fire that grows; the end comes last. */
const placeOf = (press: Press): number =>
	isHandOver(press) ? 2 : ["ask-state", "ask-helpers"].indexOf(press.action);

/** Presses that have a form of their own here. */
export const isOfOthers = (press: Press): boolean => placeOf(press) >= 0;

export function Others({ screen }: { screen: Screen }) {
	const { board, text } = screen;
	const { can } = useSession();
	const presses = otherPresses(screen)
		.filter((press) => isOfOthers(press) && can(RIGHT_OF[press.action]))
		.sort((a, b) => placeOf(a) - placeOf(b));
	const said = [...othersWords(board, screen), ...observerWords(screen)];
	if (presses.length + said.length === 0) return null;
	return (
		<section className="others" aria-labelledby="others">
			<h2 id="others" tabIndex={-1}>
				{text("page-live-helpers")}
			</h2>
			<ul>
				{said.map((words) => (
					<li key={words} className="n">
						{words}
					</li>
				))}
			</ul>
			{presses.map((press) =>
				press.action === "ask-helpers" ? (
					<Helpers key="helpers" screen={screen} press={press} />
				) : isHandOver(press) ? (
					<HandOver key="handOver" board={board} text={text} press={press} />
				) : (
					<PressButton key="state" order={orderOf(board, press)} />
				),
			)}
		</section>
	);
}

/** «Для відома: староста 1, Центр безпеки 1» */
function observerWords({ board, text }: Screen): string[] {
	const { observers = [] } = board;
	if (observers.length === 0) return [];
	const list = observers
		.map(({ kind, count }) =>
			text("board-observers-one", {
				kind: text(`board-observer-${kind}`),
				count,
			}),
		)
		.join(", ");
	return [text("board-observers", { list })];
}

function Helpers({ screen, press }: { screen: Screen; press: Press }) {
	const { board, text } = screen;
	const [chosen, choose] = useState<readonly Equipment[]>([]);
	const list = chosen.map((one) => text(`board-equipment-${one}`)).join(", ");
	const order = orderOf(board, press);
	return (
		<details className="form">
			<summary>{text("button-ask-helpers")}</summary>
			<p className="q">{text("board-helpers-which")}</p>
			<div className="many">
				{EQUIPMENT.map((one) => (
					<Checkbox
						key={one}
						label={text(`equipment-${one}`)}
						checked={chosen.includes(one)}
						onChange={({ currentTarget: { checked } }) =>
							choose((before) =>
								EQUIPMENT.filter((other) =>
									other === one ? checked : before.includes(other),
								),
							)
						}
					/>
				))}
			</div>
			<PressButton
				order={
					chosen.length === 0
						? order
						: {
								...order,
								key: `${order.key} ${chosen.join()}`,
								label: text("board-helpers-ask", { list }),
								send: askHelpers(board.id, [...chosen]),
							}
				}
			/>
		</details>
	);
}

/** To whom, where it is known; the minute counts without it. */
function HandOver({
	board,
	text,
	press,
}: Pick<Screen, "board" | "text"> & { press: Press }) {
	const [unit, setUnit] = useState("");
	const named = unit.trim();
	const order = orderOf(board, press);
	return (
		<details className="form">
			<summary>{press.label}</summary>
			<TextInput
				label={text("board-hand-over-unit")}
				value={unit}
				maxLength={80}
				autoComplete="off"
				onChange={({ currentTarget: { value } }) => setUnit(value)}
			/>
			<PressButton
				order={
					named === ""
						? order
						: {
								...order,
								label: text("timeline-handed-over", { unit: named }),
								send: markWith(board.id, { mark: "handedOver", unit: named }),
							}
				}
			/>
		</details>
	);
}
