/** One person opened: why, by which channels, and what they said to whoever rang them. */
import { Checkbox, NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { capital, type Responder } from "../../screen/screen.ts";
import { whyWords } from "../../screen/status.ts";
import { PressButton } from "../press.tsx";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { alertsOf, wayWords } from "./alerts.ts";
import { answerFor, unseat } from "./orders.ts";

export function Person({
	person,
	incidentId,
	isOver,
	isComing,
}: {
	person: Responder;
	incidentId: string;
	isOver: boolean;
	isComing: boolean;
}) {
	const says = useWords();
	const { text, clock } = says;
	const { can } = useSession();
	const why = whyWords(says, person);
	return (
		<div className="person">
			<dl>
				{why && (
					<>
						<dt>{text("board-incident-why")}</dt>
						<dd>{why}</dd>
					</>
				)}
				{person.answeredAt !== null && (
					<dd className="n">
						{text("board-incident-answered", {
							time: clock(person.answeredAt),
						})}
					</dd>
				)}
				<dt>{text("board-incident-ways")}</dt>
				<Ways person={person} incidentId={incidentId} />
			</dl>
			{can("people.read") && (
				<p>
					<Link href={`/people/${person.id}`}>
						{text("board-incident-about-person")}
					</Link>
				</p>
			)}
			{!isOver && can("incidents.steer") && (
				<OnBehalf person={person} incidentId={incidentId} isComing={isComing} />
			)}
		</div>
	);
}

/** A row for each thing a channel did or is about to do: asked anew when the person's state changes. */
function Ways({
	person,
	incidentId,
}: {
	person: Responder;
	incidentId: string;
}) {
	const says = useWords();
	const { data, error } = useQuery({
		queryKey: [
			"alerts",
			incidentId,
			person.alert,
			person.channel,
			person.answer,
			person.ringing,
		],
		queryFn: () => alertsOf(incidentId),
		refetchInterval: 5_000,
		placeholderData: (before) => before,
	});
	const ways = data?.filter(({ responderId }) => responderId === person.id);
	if (!ways) return <dd>{error ? says.text("board-roster-unread") : "…"}</dd>;
	if (ways.length === 0)
		return <dd>{says.text("board-incident-ways-none")}</dd>;
	return ways.map((way, index) => (
		// A list that only grows at its end.
		<dd key={String(index)} className="n">
			{wayWords(says, way)}
		</dd>
	));
}

const MINUTES = [5, 10, 15, 20] as const;

function OnBehalf({
	person,
	incidentId,
	isComing,
}: {
	person: Responder;
	incidentId: string;
	isComing: boolean;
}) {
	const { text } = useWords();
	const [toScene, setToScene] = useState(person.to === "scene");
	const [notDriving, setNotDriving] = useState(person.notDriving);
	const [minutes, setMinutes] = useState<number | string>("");
	const [note, setNote] = useState("");
	const { id: responderId, name } = person;
	const said = (
		answer: "responding" | "notResponding" | "later",
		label: string,
		etaMinutes?: number,
	) => (
		<PressButton
			order={{
				key: `answer ${responderId}`,
				label,
				send: answerFor(incidentId, {
					responderId,
					answer,
					...(note.trim() ? { note: note.trim() } : {}),
					...(answer === "responding"
						? {
								to: toScene ? "scene" : "station",
								notDriving,
								...(etaMinutes === undefined ? {} : { etaMinutes }),
							}
						: {}),
				}),
			}}
		/>
	);
	return (
		<fieldset>
			<legend>{text("board-incident-behalf")}</legend>
			<Checkbox
				label={text("state-toScene")}
				checked={toScene}
				onChange={(event) => setToScene(event.currentTarget.checked)}
			/>
			{person.qualifications.includes("driver_c") && (
				<Checkbox
					label={text("state-notDriving")}
					checked={notDriving}
					onChange={(event) => setNotDriving(event.currentTarget.checked)}
				/>
			)}
			<div className="pair">
				<NumberInput
					label={text("page-live-minutes")}
					value={minutes}
					onChange={setMinutes}
					min={0}
					max={600}
					allowDecimal={false}
					hideControls
				/>
				<TextInput
					label={text("board-incident-words-from")}
					value={note}
					maxLength={500}
					onChange={(event) => setNote(event.currentTarget.value)}
				/>
			</div>
			<div className="many">
				{typeof minutes === "number"
					? said(
							"responding",
							text("button-goes-minutes", { minutes }),
							minutes,
						)
					: MINUTES.map((count) => (
							<span key={count} className="one">
								{said(
									"responding",
									text("button-goes-minutes", { minutes: count }),
									count,
								)}
							</span>
						))}
				{said("later", capital(text("state-later")))}
				{said("notResponding", capital(text("state-notResponding")))}
			</div>
			{isComing && (
				<div className="ends">
					<PressButton
						look="end"
						order={{
							key: `unseat ${responderId}`,
							label: `${text("page-live-unseat")}: ${name}`,
							undo: true,
							send: unseat(incidentId, responderId),
						}}
					/>
				</div>
			)}
		</fieldset>
	);
}
