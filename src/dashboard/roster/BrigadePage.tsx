/** One brigade: its people, its machines, its screens, and how it is called out. */
import "./styles.ts";
import { Link, useSearch } from "wouter";
import type { Right } from "../../access.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { type Brigade, useBrigade } from "./asked.ts";
import { Machines } from "./Machines.tsx";
import { Asked, Back } from "./Parts.tsx";
import { People } from "./People.tsx";
import { Settings } from "./Settings.tsx";
import { Walls } from "./Walls.tsx";

/** Each behind an address of its own: it can be sent, and the way back leads back. */
const PARTS = [
	{ part: "people", right: "people.write", Shows: People },
	{ part: "machines", right: "brigades.read", Shows: Machines },
	{ part: "settings", right: "brigades.write", Shows: Settings },
	{ part: "walls", right: "brigades.write", Shows: Walls },
] as const satisfies readonly {
	part: string;
	right: Right;
	Shows(props: { brigade: Brigade }): React.ReactNode;
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
							{text(`board-${part}`)}
						</Link>
					))}
				</nav>
			)}
			{shown && (
				<section aria-label={text(`board-${shown.part}`)}>
					<shown.Shows brigade={brigade} />
				</section>
			)}
		</>
	);
}
