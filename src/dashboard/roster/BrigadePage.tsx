/** One brigade: its people and machines, who reports to it and who helps, its ground, and how it is called out. */
import "./styles.ts";
import { type ComponentType, Suspense } from "react";
import { Link, useSearch } from "wouter";
import type { Right } from "../../access.ts";
import { laterPart } from "../later.tsx";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { type Brigade, useBrigade } from "./asked.ts";
import { Machines } from "./Machines.tsx";
import { Asked, Back } from "./Parts.tsx";
import { People } from "./People.tsx";
import { Residents } from "./Residents.tsx";
import { Settings } from "./Settings.tsx";
import { Walls } from "./Walls.tsx";

/** With fields that search, a map and files: most who come here need neither. */
const Others = laterPart(() =>
	import("./Others.tsx").then(({ Others: part }) => ({ default: part })),
);
const Ground = laterPart(() =>
	import("./Ground.tsx").then(({ Ground: part }) => ({ default: part })),
);

/** Each behind an address of its own: it can be sent, and the way back leads back. */
const PARTS = [
	{ part: "people", right: "people.write", Shows: People },
	{ part: "machines", right: "brigades.read", Shows: Machines },
	{ part: "residents", right: "brigades.read", Shows: Residents },
	{ part: "others", right: "people.write", Shows: Others },
	{ part: "ground", right: "brigades.read", Shows: Ground },
	{ part: "settings", right: "brigades.write", Shows: Settings },
	{ part: "walls", right: "brigades.write", Shows: Walls },
] as const satisfies readonly {
	part: string;
	right: Right;
	Shows: ComponentType<{ brigade: Brigade }>;
}[];

export default function BrigadePage({ id }: { id: string }) {
	const { text } = useWords();
	const asked = useBrigade(id);
	return (
		<div className="roster">
			<Back to="/brigades">{text("board-brigades")}</Back>
			<Asked of={asked}>{(brigade) => <Known brigade={brigade} />}</Asked>
		</div>
	);
}

function Known({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const { can } = useSession();
	const wanted = new URLSearchParams(useSearch()).get("part");
	const mine = PARTS.filter(({ right }) => can(right));
	const shown = mine.find(({ part }) => part === wanted) ?? mine[0];
	// Named by what is seen there: mines are not everybody's.
	const labelOf = (part: string) =>
		text(
			part === "ground" && !can("hazards.write")
				? "board-water"
				: `board-${part}`,
		);
	return (
		<>
			<h1>{brigade.name}</h1>
			<p className="q">{text(`brigade-${brigade.kind}`)}</p>
			{mine.length > 1 && (
				<nav className="roster-parts" aria-label={text("board-brigade-parts")}>
					{mine.map(({ part }) => (
						<Link
							key={part}
							href={`/brigades/${brigade.id}?part=${part}`}
							{...(part === shown?.part
								? { "aria-current": "page" as const }
								: {})}
						>
							{labelOf(part)}
						</Link>
					))}
				</nav>
			)}
			{shown && (
				<section aria-label={labelOf(shown.part)}>
					<Suspense fallback={<p className="q">{text("board-loading")}</p>}>
						<shown.Shows brigade={brigade} />
					</Suspense>
				</section>
			)}
		</>
	);
}
