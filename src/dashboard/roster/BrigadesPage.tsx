/** Every brigade one may see, and whether it could leave now. */
import "./styles.ts";
import { Button, TextInput } from "@mantine/core";
import { useDeferredValue, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { type ReadinessKnown, readinessOf } from "../../screen/readiness.ts";
import { api, ask } from "../api.ts";
import { serverNow } from "../live.ts";
import { useSession } from "../session.tsx";
import { fromWire } from "../wire.ts";
import { useWords } from "../words.tsx";
import {
	askBrigades,
	type Brigade,
	changedNow,
	useBrigades,
	useDuty,
	useVehicles,
} from "./asked.ts";
import { BrigadeForm, emptyBrigade } from "./BrigadeForm.tsx";
import { brigadeBody } from "./brigade.ts";
import { Asked } from "./Parts.tsx";

/** Each shown one asks who is on duty; more come when asked for. */
const SHOWN_AT_ONCE = 20;

export default function BrigadesPage() {
	const { text } = useWords();
	const { can } = useSession();
	const brigades = useBrigades();
	const [isFounding, setFounding] = useState(false);
	return (
		<div className="roster">
			<h1>{text("board-brigades")}</h1>
			{can("brigades.found") && !isFounding && (
				<Button onClick={() => setFounding(true)}>
					{text("board-brigade-new")}
				</Button>
			)}
			{isFounding && <Found close={() => setFounding(false)} />}
			<Asked of={brigades}>{(all) => <All all={all} />}</Asked>
		</div>
	);
}

function All({ all }: { all: readonly Brigade[] }) {
	const { text, locale } = useWords();
	const [wanted, setWanted] = useState("");
	const [most, setMost] = useState(SHOWN_AT_ONCE);
	const looked = useDeferredValue(wanted.trim().toLocaleLowerCase(locale));
	const found = all
		.filter(({ name }) => name.toLocaleLowerCase(locale).includes(looked))
		.sort((a, b) => a.name.localeCompare(b.name, locale));
	return (
		<>
			{all.length > 5 && (
				<TextInput
					type="search"
					label={text("board-brigades-search")}
					value={wanted}
					onChange={(event) => {
						setWanted(event.currentTarget.value);
						setMost(SHOWN_AT_ONCE);
					}}
				/>
			)}
			<p role="status" className="q">
				{text("board-brigades-found", { count: found.length })}
			</p>
			<ul className="roster-cards">
				{found.slice(0, most).map((brigade) => (
					<Card key={brigade.id} brigade={brigade} />
				))}
			</ul>
			{found.length > most && (
				<Button onClick={() => setMost(most + SHOWN_AT_ONCE)}>
					{text("board-more", { count: found.length - most })}
				</Button>
			)}
		</>
	);
}

function Card({ brigade }: { brigade: Brigade }) {
	const { text, words, clock } = useWords();
	const { data: duty } = useDuty(brigade.id);
	const { data: vehicles } = useVehicles(brigade.id);
	const chief = brigade.roles.find(({ role }) => role === "chief");
	const chiefName = duty?.people.find(
		({ id }) => id === chief?.responderId,
	)?.name;
	const ready = vehicles?.filter(({ state }) => state === "ready");
	const unchecked = ready?.filter(({ uncheckedSince }) => uncheckedSince) ?? [];
	const [short] = duty?.shortages ?? [];
	const readiness =
		duty &&
		vehicles &&
		readinessOf(fromWire<ReadinessKnown>(duty), vehicles, serverNow());
	return (
		<li className="roster-card">
			<h2>
				<Link href={`/brigades/${brigade.id}`}>{brigade.name}</Link>
			</h2>
			<p className="q">{text(`brigade-${brigade.kind}`)}</p>
			{!chief && <p className="w">▲ {text("board-brigade-no-chief")}</p>}
			{chiefName && <p>{text("board-brigade-chief", { name: chiefName })}</p>}
			{duty && (
				<p className="n">
					{text("board-brigade-on", {
						on: duty.onCall,
						all: duty.members,
					})}
				</p>
			)}
			{vehicles && ready && (
				<p className="n">
					{vehicles.length === 0
						? text("board-machines-none")
						: text("board-brigade-ready", {
								ready: ready.length,
								all: vehicles.length,
							})}
				</p>
			)}
			{unchecked.length > 0 && (
				<p className="w">
					▲ {unchecked.map(({ name }) => name).join(", ")}:{" "}
					{text("wall-unchecked")}
				</p>
			)}
			{short && (
				<p className="d n">
					▲ {clock(Date.parse(short.startsAt))}–
					{clock(Date.parse(short.endsAt))}:{" "}
					{words.missing(
						short.missing.map(({ qualification, count }) => ({
							qualification,
							count,
						})),
					)}
				</p>
			)}
			{readiness?.state === "unchecked" && readiness.unchecked > 0 && (
				<p className="w">
					▲ {text("wall-crew-possible")},{" "}
					{text("board-desk-ready-unchecked", { count: readiness.unchecked })}
				</p>
			)}
			{readiness?.state === "ready" && !short && (
				<p className="g">● {text("board-brigade-forms")}</p>
			)}
		</li>
	);
}

function Found({ close }: { close(): void }) {
	const { text, locale } = useWords();
	const [, go] = useLocation();
	const tried = useRef(false);
	return (
		<section className="roster-card" aria-labelledby="found">
			<h2 id="found">{text("board-brigade-new")}</h2>
			<BrigadeForm
				name="new brigade"
				initial={emptyBrigade(locale)}
				label={text("board-brigade-found")}
				isNew
				onCancel={close}
				send={async (typed) => {
					const body = brigadeBody(typed);
					// Where the line took the answer away, it may stand already.
					const before = tried.current
						? (await askBrigades()).find(
								({ name }) => name === body.name.trim(),
							)
						: undefined;
					tried.current = true;
					const { id } =
						before ?? (await ask(api.v1.brigades.$post({ json: body })));
					await changedNow("brigades");
					go(`/brigades/${id}`);
				}}
			/>
		</section>
	);
}
