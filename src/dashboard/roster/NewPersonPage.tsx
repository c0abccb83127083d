/** Somebody new in a brigade: name and phone are enough, the rest may come later. */
import "./styles.ts";
import { useRef } from "react";
import { useLocation } from "wouter";
import { useWords } from "../words.tsx";
import { useBrigade } from "./asked.ts";
import { Back } from "./Parts.tsx";
import { PersonForm } from "./PersonForm.tsx";
import { addPerson, nobodyYet } from "./person.ts";

export default function NewPersonPage({ id }: { id: string }) {
	const { text } = useWords();
	const [, go] = useLocation();
	const tried = useRef(false);
	const { data: brigade } = useBrigade(id);
	if (!brigade) return <p className="q">{text("board-loading")}</p>;
	return (
		<div className="roster roster-narrow">
			<Back to={`/brigades/${id}`}>{brigade.name}</Back>
			<h1>{text("board-person-new")}</h1>
			<PersonForm
				name={`new person ${id}`}
				initial={nobodyYet(id, brigade.locale)}
				label={text("board-person-add")}
				isNew
				send={async (typed) => {
					const isAgain = tried.current;
					tried.current = true;
					const person = await addPerson(typed, isAgain);
					go(`/people/${person.id}`);
				}}
				onCancel={() => go(`/brigades/${id}`)}
			/>
		</div>
	);
}
