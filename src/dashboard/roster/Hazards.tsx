/** Mined and other dangerous ground near a brigade: whose word it is, brought as a map, taken away. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { HAZARD_KINDS } from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import { useNow } from "../live.ts";
import { useWords } from "../words.tsx";
import {
	type Brigade,
	changedNow,
	type HazardArea,
	instantIn,
	MOST_HAZARDS,
	useHazards,
} from "./asked.ts";
import { bySource, squareAround } from "./ground.ts";
import { ImportFile } from "./ImportFile.tsx";
import { Asked, Proven } from "./Parts.tsx";
import { Remove } from "./press.tsx";
import { whenText } from "./times.ts";

/** As far as a coordinator of this brigade may write. */
const AROUND_METRES = 30_000;

export function Hazards({ brigade: { id, location } }: { brigade: Brigade }) {
	const { text } = useWords();
	const [source, setSource] = useState("");
	const asked = useHazards(squareAround(location, AROUND_METRES));
	return (
		<section aria-labelledby="hazards">
			<h2 id="hazards">{text("board-hazards")}</h2>
			<p className="q">{text("board-hazards.help")}</p>
			<Asked of={asked}>
				{(all) => (
					<>
						{all.length === 0 && <p>{text("board-hazards-none")}</p>}
						{all.length >= MOST_HAZARDS && (
							<p className="w">▲ {text("board-hazards-cut")}</p>
						)}
						<ul className="roster-list">
							{bySource(all).map((one) => (
								<Source key={one.source} {...one} />
							))}
						</ul>
					</>
				)}
			</Asked>
			<Proven
				help={text("board-import-prove")}
				to={`/brigades/${id}?part=ground`}
			>
				<TextInput
					label={text("board-hazards-source")}
					description={text("board-hazards-source.help")}
					autoComplete="off"
					maxLength={200}
					value={source}
					onChange={(event) => setSource(event.currentTarget.value)}
				/>
				<ImportFile
					// What was tried under another name is tried again.
					key={source}
					label={text("board-hazards-import")}
					help={text("board-hazards-import.help")}
					accept=".geojson,.json"
					send={(dryRun, init) =>
						ask(
							api.v1.hazards.import.$post(
								{
									query: {
										dryRun,
										...(source.trim() ? { source: source.trim() } : {}),
									},
								},
								{ init },
							),
						)
					}
					done={() => changedNow("hazards")}
				/>
			</Proven>
		</section>
	);
}

function Source({ source, areas }: { source: string; areas: HazardArea[] }) {
	const words = useWords();
	const { text } = words;
	const now = useNow(30_000);
	const name = source || text("board-hazards-unsigned");
	const counts = HAZARD_KINDS.map((kind) => ({
		kind,
		count: areas.filter((area) => area.kind === kind).length,
	})).filter(({ count }) => count > 0);
	return (
		<li className="roster-card">
			<h3>{name}</h3>
			<p className="n">
				{counts
					.map(({ kind, count }) => text(`board-hazards-${kind}`, { count }))
					.join(", ")}
			</p>
			<details className="roster-more">
				<summary>
					{text("board-hazards-each")}
					<span className="out"> {name}</span>
				</summary>
				<ul className="roster-list">
					{areas.map((area) => (
						<li key={area.id} className="roster-row">
							<span className="n">
								{area.name ?? text(`board-hazard-${area.kind}`)} ·{" "}
								{whenText(instantIn(area.createdAt), now, words)}
							</span>
							<Remove
								name={area.name ?? text(`board-hazard-${area.kind}`)}
								label={text("board-hazard-remove")}
								send={async () => {
									await ask(
										api.v1.hazards[":id"].$delete({
											param: { id: area.id },
										}),
									);
									await changedNow("hazards");
								}}
							/>
						</li>
					))}
				</ul>
			</details>
		</li>
	);
}
