/** Screens in the station: made, shown once, freed for another screen, taken away. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { renderSVG } from "uqr";
import { api, ask } from "../api.ts";
import { useNow } from "../live.ts";
import { useWords } from "../words.tsx";
import { type Brigade, changedNow, instantIn, useWalls } from "./asked.ts";
import { SaidNow } from "./Foot.tsx";
import { LinkCard } from "./LinkCard.tsx";
import { Asked } from "./Parts.tsx";
import { Remove, usePress } from "./press.tsx";
import { whenText } from "./times.ts";

type Made = { url: string; expiresAt: string };

export function Walls({ brigade: { id } }: { brigade: Brigade }) {
	const { text } = useWords();
	const walls = useWalls(id);
	return (
		<div className="roster-narrow">
			<p className="q">{text("board-walls-help")}</p>
			<Asked of={walls}>
				{(all) => (
					<ul className="roster-list">
						{all.map((wall) => (
							<Wall key={wall.id} {...wall} />
						))}
					</ul>
				)}
			</Asked>
			<Make brigadeId={id} />
		</div>
	);
}

function Wall({
	id,
	name,
	boundAt,
	screen,
	lastSeenAt,
}: {
	id: string;
	name: string;
	boundAt: string | null;
	screen: string | null;
	lastSeenAt: string | null;
}) {
	const words = useWords();
	const { text } = words;
	const now = useNow(30_000);
	const { said, press } = usePress();
	const seen = lastSeenAt ?? boundAt;
	return (
		<li className="roster-card">
			<h2>{name}</h2>
			{boundAt === null ? (
				<p className="w">▲ {text("board-wall-unbound")}</p>
			) : (
				<p className="g n">
					● {screen ?? text("wall-some-screen")}
					{seen &&
						` · ${text("board-wall-seen", { time: whenText(instantIn(seen), now, words) })}`}
				</p>
			)}
			<div className="roster-row">
				{boundAt !== null && (
					<Button
						onClick={() =>
							void press(async () => {
								await ask(api.v1.walls[":id"].free.$post({ param: { id } }));
								await changedNow("walls");
							})
						}
					>
						{text("board-wall-free")}
						<span className="out"> {name}</span>
					</Button>
				)}
				<Remove
					name={name}
					label={text("board-wall-remove")}
					send={async () => {
						await ask(api.v1.walls[":id"].$delete({ param: { id } }));
						await changedNow("walls");
					}}
				/>
			</div>
			<SaidNow said={said} saved={text("board-wall-freed")} />
		</li>
	);
}

function Make({ brigadeId }: { brigadeId: string }) {
	const { text } = useWords();
	const { said, press } = usePress();
	const [name, setName] = useState("");
	const [fault, setFault] = useState<string>();
	const [made, setMade] = useState<Made>();
	const make = (event: FormEvent<HTMLFormElement>): void => {
		event.preventDefault();
		const isNamed = name.trim() !== "";
		setFault(isNamed ? undefined : text("board-fault-empty"));
		if (!isNamed) {
			event.currentTarget.querySelector("input")?.focus();
			return;
		}
		void press(async () => {
			setMade(
				await ask(
					api.v1.brigades[":id"].walls.$post({
						param: { id: brigadeId },
						json: { name: name.trim() },
					}),
				),
			);
			setName("");
			await changedNow("walls");
		});
	};
	return (
		<>
			<form className="roster-form" onSubmit={make} noValidate>
				<TextInput
					label={text("board-wall-name")}
					description={text("board-wall-name.help")}
					maxLength={60}
					autoComplete="off"
					value={name}
					error={fault}
					onChange={(event) => setName(event.currentTarget.value)}
				/>
				<div className="roster-row">
					<Button type="submit" aria-disabled={said.kind === "sending"}>
						{text("board-wall-make")}
					</Button>
				</div>
				<SaidNow said={said} saved={text("board-wall-made")} />
			</form>
			{made && (
				<LinkCard
					link={made}
					qrSvg={renderSVG(made.url)}
					alt={text("board-wall-qr")}
					warning={text("board-wall-once")}
				/>
			)}
		</>
	);
}
