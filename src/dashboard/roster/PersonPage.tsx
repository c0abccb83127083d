/** One person: when they may be called, how they join, and everything the roster holds of them. */
import "./styles.ts";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { capital } from "../../screen/screen.ts";
import { api, ask } from "../api.ts";
import { useNow } from "../live.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { AvailabilityForms } from "./Availability.tsx";
import { changedNow, type Person, useBrigades, usePerson } from "./asked.ts";
import { Invite, Pin, TestRing } from "./Joining.tsx";
import { Asked, Back, Proven, StateWords } from "./Parts.tsx";
import { PersonForm } from "./PersonForm.tsx";
import { savePerson, typedOf } from "./person.ts";
import { Remove } from "./press.tsx";
import { Channels } from "./Reach.tsx";
import { stateNow } from "./times.ts";

export default function PersonPage({ id }: { id: string }) {
	const asked = usePerson(id);
	return (
		<div className="roster roster-narrow">
			<Asked of={asked}>{(person) => <Known person={person} />}</Asked>
		</div>
	);
}

function Known({ person }: { person: Person }) {
	const words = useWords();
	const { text } = words;
	const { can } = useSession();
	const now = useNow(30_000);
	const [brigadeId] = person.brigadeIds;
	const writes = can("people.write");
	const initial = useMemo(() => typedOf(person), [person]);
	return (
		<>
			<Back to={brigadeId ? `/brigades/${brigadeId}` : "/brigades"}>
				{text("board-people")}
			</Back>
			<h1>{person.name}</h1>
			<Roles id={person.id} />
			<p>
				<StateWords {...stateNow(person, now, words)} />
			</p>
			<Channels person={person} />

			{can("people.availability") && (
				<section aria-labelledby="availability">
					<h2 id="availability">{text("board-availability")}</h2>
					<AvailabilityForms person={person} />
				</section>
			)}
			{writes && (
				<>
					<section aria-labelledby="joining">
						<h2 id="joining">{text("board-joining")}</h2>
						<Invite person={person} />
						<TestRing person={person} />
					</section>
					<section aria-labelledby="person">
						<h2 id="person">{text("board-person-held")}</h2>
						<PersonForm
							name={`person ${person.id}`}
							initial={initial}
							label={text("board-save")}
							send={(typed, was) => savePerson(person.id, typed, was)}
						/>
					</section>
				</>
			)}
			<Pin person={person} />
			<TakeAway person={person} />
		</>
	);
}

/** «Начальник · Росохач» */
function Roles({ id }: { id: string }) {
	const { text } = useWords();
	const { data: brigades = [] } = useBrigades();
	return brigades.flatMap(({ id: brigadeId, name, roles }) =>
		roles
			.filter(({ responderId }) => responderId === id)
			.map(({ role }) => (
				<p key={`${brigadeId} ${role}`}>
					<b>{capital(text(`role-${role}`))}</b> · {name}
				</p>
			)),
	);
}

/** Out of the service, or off the roster: only for who proved lately that they are themselves. */
function TakeAway({ person: { id, name, brigadeIds } }: { person: Person }) {
	const { text } = useWords();
	const { can } = useSession();
	const [, go] = useLocation();
	if (!can("people.takeAway")) return null;
	return (
		<section aria-labelledby="away">
			<h2 id="away">{text("board-person-away")}</h2>
			<Proven help={text("board-prove-help")} to={`/people/${id}`}>
				<p>
					<a
						className="roster-link"
						href={`/v1/responders/${id}/export`}
						download
					>
						{text("board-person-export")}
					</a>
				</p>
				<p className="q">{text("board-person-remove-help")}</p>
				<Remove
					name={name}
					label={text("board-person-remove")}
					send={async () => {
						await ask(api.v1.responders[":id"].$delete({ param: { id } }));
						await changedNow("people", "duty");
					}}
					done={() =>
						go(brigadeIds[0] ? `/brigades/${brigadeIds[0]}` : "/brigades")
					}
				/>
			</Proven>
		</section>
	);
}
