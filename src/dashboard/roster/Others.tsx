/** Who is informed of what happens around here, and who may be asked for a machine. Neither is ever crew. */
import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { capital } from "../../screen/screen.ts";
import { api, ask } from "../api.ts";
import { useNow } from "../live.ts";
import { useWords } from "../words.tsx";
import { areaWords } from "./area.ts";
import {
	type Brigade,
	changedNow,
	type Helper,
	type Observer,
	useHelpers,
	useObservers,
} from "./asked.ts";
import { SaidNow } from "./Foot.tsx";
import { ChangeHelper, NewHelper, NewObserver } from "./OtherForms.tsx";
import { type Consent, consentOf } from "./others.ts";
import { Adding, Asked } from "./Parts.tsx";
import { Remove, usePress } from "./press.tsx";
import { whenText } from "./times.ts";

export function Others({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const observers = useObservers();
	const helpers = useHelpers();
	return (
		<>
			{brigade.areaCode === null && (
				<p className="w">
					▲ {text("board-others-no-area")}{" "}
					<Link href={`/brigades/${brigade.id}?part=settings`}>
						{text("board-settings")}
					</Link>
				</p>
			)}
			<section aria-labelledby="observers">
				<h2 id="observers">{text("board-observing")}</h2>
				<p className="q">{text("board-observing.help")}</p>
				<Asked of={observers}>
					{(all) => (
						<Listed all={all} none={text("board-observers-none")}>
							{(observer) => <ObserverCard {...observer} />}
						</Listed>
					)}
				</Asked>
				<Adding label={text("board-observer-add")}>
					{(close) => <NewObserver brigade={brigade} close={close} />}
				</Adding>
			</section>
			<section aria-labelledby="helpers">
				<h2 id="helpers">{text("board-helpers")}</h2>
				<p className="q">{text("board-helpers.help")}</p>
				<Asked of={helpers}>
					{(all) => (
						<Listed all={all} none={text("board-helpers-none")}>
							{(helper) => <HelperCard helper={helper} />}
						</Listed>
					)}
				</Asked>
				<Adding label={text("board-helper-add")}>
					{(close) => <NewHelper brigade={brigade} close={close} />}
				</Adding>
			</section>
		</>
	);
}

/** A raion's list is long: it is looked through by name and place. */
const SEARCHED_FROM = 6;

function Listed<Row extends Observer | Helper>({
	all,
	none,
	children,
}: {
	all: readonly Row[];
	none: string;
	children(row: Row): ReactNode;
}) {
	const { text, locale } = useWords();
	const [wanted, setWanted] = useState("");
	const looked = wanted.trim().toLocaleLowerCase(locale);
	const found = all
		.filter((row) =>
			`${row.name} ${areaWords(row, text)}`
				.toLocaleLowerCase(locale)
				.includes(looked),
		)
		.sort((a, b) => a.name.localeCompare(b.name, locale));
	return (
		<>
			{all.length === 0 && <p>{none}</p>}
			{all.length >= SEARCHED_FROM && (
				<TextInput
					type="search"
					label={text("board-others-search")}
					value={wanted}
					onChange={(event) => setWanted(event.currentTarget.value)}
				/>
			)}
			<ul className="roster-cards">
				{found.map((row) => (
					<li key={row.id} className="roster-card">
						{children(row)}
					</li>
				))}
			</ul>
		</>
	);
}

function Types({ types }: Pick<Observer, "types">) {
	const { text } = useWords();
	return (
		<p className="q">
			{types
				? capital(types.map((type) => text(`type-${type}`)).join(", "))
				: text("board-others-all-types")}
		</p>
	);
}

function ObserverCard(observer: Observer) {
	const { id, name, kind, types } = observer;
	const { text } = useWords();
	const area = areaWords(observer, text);
	return (
		<>
			<h3>{name}</h3>
			<p>{capital(text(`board-observing-${kind}`))}</p>
			<p>{area}</p>
			<Types types={types} />
			<Remove
				name={`${name}, ${area}`}
				label={text("board-observer-remove")}
				send={async () => {
					await ask(api.v1.observers[":id"].$delete({ param: { id } }));
					await changedNow("observers");
				}}
			/>
		</>
	);
}

// --- Helpers -----------------------------------------------------------------------

const LOOK: Record<Consent["state"], { shape: string; tone: string }> = {
	agreed: { shape: "●", tone: "g" },
	asked: { shape: "○", tone: "w" },
	unasked: { shape: "▲", tone: "w" },
	refused: { shape: "■", tone: "d" },
	never: { shape: "■", tone: "d" },
};

function HelperCard({ helper }: { helper: Helper }) {
	const words = useWords();
	const { text } = words;
	const now = useNow(30_000);
	const [isOpen, setOpen] = useState(false);
	const { id, name, equipment, types } = helper;
	const { state, at } = consentOf(helper);
	const { shape, tone } = LOOK[state];
	return (
		<>
			<h3>{name}</h3>
			<p>
				{capital(equipment.map((one) => text(`equipment-${one}`)).join(", "))}
			</p>
			<p>{areaWords(helper, text)}</p>
			<Types types={types} />
			<p className={`${tone} n`}>
				{shape}{" "}
				{text(`board-consent-${state}`, {
					time: at === undefined ? "" : whenText(at, now, words),
				})}
			</p>
			<Ask id={id} name={name} state={state} />
			<details
				className="roster-more"
				onToggle={(event) => setOpen(event.currentTarget.open)}
			>
				<summary>
					{text("board-change")}
					<span className="out"> {name}</span>
				</summary>
				{isOpen && (
					<>
						<ChangeHelper helper={helper} />
						<Remove
							name={name}
							label={text("board-helper-remove")}
							send={async () => {
								await ask(api.v1.helpers[":id"].$delete({ param: { id } }));
								await changedNow("helpers");
							}}
						/>
					</>
				)}
			</details>
		</>
	);
}

/** Nobody agrees for another: they are asked, or it is written down that they want no more. */
function Ask({
	id,
	name,
	state,
}: Pick<Helper, "id" | "name"> & { state: Consent["state"] }) {
	const { text } = useWords();
	const { said, press } = usePress();
	const say = (consent: "ask" | "withdrawn") =>
		press(async () => {
			const now = await ask(
				api.v1.helpers[":id"].$patch({ param: { id }, json: { consent } }),
			);
			await changedNow("helpers");
			setUnsent(consent === "ask" && consentOf(now).state !== "asked");
		});
	const [isUnsent, setUnsent] = useState(false);
	return (
		<>
			<div className="roster-row">
				{state !== "agreed" && state !== "never" && (
					<Button
						aria-disabled={said.kind === "sending"}
						onClick={() => void say("ask")}
					>
						{text(
							state === "unasked"
								? "board-consent-ask"
								: "board-consent-ask-again",
						)}
						<span className="out"> {name}</span>
					</Button>
				)}
				{(state === "agreed" || state === "asked") && (
					<Button
						variant="subtle"
						className="roster-danger"
						aria-disabled={said.kind === "sending"}
						onClick={() => void say("withdrawn")}
					>
						{text("board-consent-withdraw")}
						<span className="out"> {name}</span>
					</Button>
				)}
			</div>
			{isUnsent && said.kind === "saved" ? (
				<p role="alert" className="d">
					■ {text("board-consent-unsent")}
				</p>
			) : (
				<SaidNow said={said} />
			)}
		</>
	);
}
