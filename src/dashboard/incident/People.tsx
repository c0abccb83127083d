/**
 * People by arrival. A row opens: why this person was alerted, what each channel is
 * doing, and what they said by word of mouth. With forty people an answer draws one
 * row: everything a row is given stays the same object while it says the same.
 */
import { memo, useCallback, useState } from "react";
import type { BoardView } from "../../core/board.ts";
import {
	isComing,
	isOver,
	type Responder,
	type Screen,
} from "../../screen/screen.ts";
import {
	arrivalOf,
	passedOver,
	peopleIn,
	reachedWords,
	rolesOf,
	statusOf,
} from "../../screen/status.ts";
import { useWords } from "../words.tsx";
import { Person } from "./Person.tsx";

export function People({ screen }: { screen: Screen }) {
	const { board, text } = screen;
	// An answer moves a row to another list; it stays open there.
	const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
	const toggle = useCallback(
		(id: string, isOpen: boolean) =>
			setOpened((before) => {
				if (before.has(id) === isOpen) return before;
				const after = new Set(before);
				if (isOpen) after.add(id);
				else after.delete(id);
				return after;
			}),
		[],
	);
	const rows = (people: readonly Responder[]) => (
		<ul className="people">
			{people.map((person) => (
				<Row
					key={person.id}
					person={person}
					incidentId={board.id}
					status={board.status}
					isOpen={opened.has(person.id)}
					toggle={toggle}
				/>
			))}
		</ul>
	);
	if (board.responders.length === 0)
		return (
			<section aria-labelledby="people">
				<h2 id="people" tabIndex={-1}>
					{text("page-live-people")}
				</h2>
				<p className="q">{text("page-live-nobody")}</p>
			</section>
		);
	const { coming, asked, rest } = peopleIn(board);
	return (
		<section aria-labelledby="people">
			<h2 id="people" tabIndex={-1}>
				{text("page-live-people")}{" "}
				<span className="n">{reachedWords(screen)}</span>
			</h2>
			{rows(coming)}
			{asked.length > 0 && (
				<>
					<h3>{text("page-live-calling", { count: asked.length })}</h3>
					{rows(asked)}
				</>
			)}
			{rest.length > 0 && (
				<details>
					<summary>
						{text("page-live-not-coming", { count: rest.length })}
					</summary>
					{rows(rest)}
				</details>
			)}
		</section>
	);
}

const Row = memo(function Row({
	person,
	incidentId,
	status,
	isOpen,
	toggle,
}: {
	person: Responder;
	incidentId: string;
	status: BoardView["status"];
	isOpen: boolean;
	toggle(id: string, isOpen: boolean): void;
}) {
	const says = useWords();
	const state = statusOf({ board: { status }, text: says.text }, person);
	const arrival = arrivalOf(says, person, state);
	const roles = rolesOf(says, person);
	return (
		<li className={state.sign.tone} data-row={person.id}>
			<details
				open={isOpen}
				onToggle={(event) => toggle(person.id, event.currentTarget.open)}
			>
				<summary>
					<i aria-hidden>{state.sign.shape}</i>
					<span className="name">
						<b>{person.name}</b> {roles && <small>{roles} · </small>}
						<em>{state.words}</em>
					</span>
					{arrival && <time>{arrival}</time>}
				</summary>
				{isOpen && (
					<Person
						person={person}
						incidentId={incidentId}
						isOver={isOver({ status })}
						isComing={isComing(person)}
					/>
				)}
			</details>
			{person.note && <q>{person.note}</q>}
		</li>
	);
});

/** Who was not called, and why. */
export function PassedOver({ screen }: { screen: Screen }) {
	const passed = passedOver(screen);
	if (!passed) return null;
	return (
		<details className="passed">
			<summary>
				{screen.text("page-live-passed")}: {passed.count}
			</summary>
			<ul className="people">
				{passed.rows.map(({ reason, names }) => (
					<li key={reason} className="q">
						<i>■</i> {reason} <small>{names.join(", ")}</small>
					</li>
				))}
			</ul>
		</details>
	);
}
