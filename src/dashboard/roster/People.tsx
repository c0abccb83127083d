/** The people of a brigade: who may be called now, by what they are reached, what runs out. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useDeferredValue, useState } from "react";
import { Link } from "wouter";
import { AVAILABILITY_STATES } from "../../core/kinds.ts";
import { capital } from "../../screen/screen.ts";
import { useNow } from "../live.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { type Brigade, type Person, useBrigades, usePeople } from "./asked.ts";
import { fullQualification } from "./Fields.tsx";
import { Asked, StateWords } from "./Parts.tsx";
import { PAPER_SOON_DAYS } from "./person.ts";
import { Channels, waysTo } from "./Reach.tsx";
import { daysUntil, dayText, type StateNow, stateNow } from "./times.ts";

const NOT_REACHED = "notReached";

export function People({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const people = usePeople(brigade.id);
	return (
		<>
			<Link
				href={`/brigades/${brigade.id}/new-person`}
				className="roster-link roster-first"
			>
				{text("board-person-add")}
			</Link>
			<Asked of={people}>
				{(all) => <Listed brigade={brigade} all={all} />}
			</Asked>
		</>
	);
}

function Listed({
	brigade,
	all,
}: {
	brigade: Brigade;
	all: readonly Person[];
}) {
	const words = useWords();
	const { text, locale } = words;
	const { me } = useSession();
	const now = useNow(30_000);
	const [wanted, setWanted] = useState("");
	const [only, setOnly] = useState("");
	const looked = useDeferredValue(wanted.trim().toLocaleLowerCase(locale));
	const listed = all
		.map((person) => ({ person, duty: stateNow(person, now, words) }))
		.filter(({ person, duty }) => {
			if (!person.name.toLocaleLowerCase(locale).includes(looked)) return false;
			if (only === "") return true;
			return only === NOT_REACHED
				? waysTo(person, me.channels).length === 0 || !person.joined
				: duty.state === only;
		})
		.sort(
			(a, b) =>
				AVAILABILITY_STATES.indexOf(a.duty.state) -
					AVAILABILITY_STATES.indexOf(b.duty.state) ||
				a.person.name.localeCompare(b.person.name, locale),
		);
	return (
		<>
			<div className="roster-row">
				<TextInput
					type="search"
					label={text("board-people-search")}
					value={wanted}
					onChange={(event) => setWanted(event.currentTarget.value)}
				/>
				<NativeSelect
					label={text("board-people-only")}
					value={only}
					onChange={(event) => setOnly(event.currentTarget.value)}
					data={[
						{ value: "", label: text("board-people-all") },
						...AVAILABILITY_STATES.map((value) => ({
							value,
							label: capital(text(`board-duty-${value}`)),
						})),
						{ value: NOT_REACHED, label: text("board-people-not-reached") },
					]}
				/>
			</div>
			<p role="status" className="q">
				{text("board-people-found", { count: listed.length })}
			</p>
			<ul className="roster-cards">
				{listed.map(({ person, duty }) => (
					<Card
						key={person.id}
						brigade={brigade}
						person={person}
						duty={duty}
						now={now}
					/>
				))}
			</ul>
		</>
	);
}

function Card({
	brigade,
	person,
	duty,
	now,
}: {
	brigade: Brigade;
	person: Person;
	duty: StateNow;
	now: number;
}) {
	const { text, words } = useWords();
	const { data: brigades = [] } = useBrigades();
	const roles = brigade.roles.filter(
		({ responderId }) => responderId === person.id,
	);
	const elsewhere = person.brigadeIds
		.filter((id) => id !== brigade.id)
		.map(
			(id) =>
				brigades.find((one) => one.id === id)?.name ??
				text("board-brigade-unseen"),
		);
	return (
		<li className="roster-card">
			<h2>
				<Link href={`/people/${person.id}`}>{person.name}</Link>
			</h2>
			{roles.length > 0 && (
				<p>
					<b>
						{capital(roles.map(({ role }) => text(`role-${role}`)).join(", "))}
					</b>
				</p>
			)}
			<p>
				<StateWords {...duty} />
			</p>
			<p className="q">
				{person.qualifications
					.map((one) => fullQualification(words, one))
					.join(" · ")}
			</p>
			<Channels person={person} />
			<Expiring person={person} now={now} />
			{elsewhere.length > 0 && (
				<p className="q">
					{text("board-person-also", { brigades: elsewhere.join(", ") })}
				</p>
			)}
		</li>
	);
}

function Expiring({ person, now }: { person: Person; now: number }) {
	const { text, timeZone } = useWords();
	const soon = person.papers
		.map((paper) => ({
			...paper,
			days: daysUntil(paper.until, now, timeZone),
		}))
		.filter(({ days }) => days <= PAPER_SOON_DAYS);
	return soon.map(({ kind, until, days }) => (
		<p key={`${kind} ${until}`} className={days < 0 ? "d" : "w"}>
			{days < 0 ? "■" : "▲"}{" "}
			{text(days < 0 ? "board-paper-expired" : "board-paper-expires", {
				paper: text(`paper-${kind}`),
				day: dayText(until),
			})}
		</p>
	));
}
