/** Whom one can ring: who reported it, and who is on call in each brigade asked. */
import { useState } from "react";
import { Link } from "wouter";
import type { Screen } from "../../screen/screen.ts";
import { rolesOf } from "../../screen/status.ts";
import { ApiProblem, api, ask } from "../api.ts";
import { type Duty, useDuty } from "../roster/asked.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";

type Asked =
	| { kind: "not" }
	| { kind: "asking" }
	| { kind: "said"; words: string; phone?: string };

/** Each look is logged, so it is asked for by a press and never ahead. */
export function Reporter({
	incidentId,
	reportId,
}: {
	incidentId: string;
	/** Of whose report; without one, whoever left a number first. */
	reportId?: string;
}) {
	const { text } = useWords();
	const [asked, setAsked] = useState<Asked>({ kind: "not" });
	const look = async (): Promise<void> => {
		setAsked({ kind: "asking" });
		try {
			const { phone } = await ask(
				api.v1.incidents[":id"].reporter.$get({
					param: { id: incidentId },
					query: reportId === undefined ? {} : { reportId },
				}),
			);
			setAsked(
				phone
					? {
							kind: "said",
							words: text("board-incident-reporter-logged"),
							phone,
						}
					: { kind: "said", words: text("bot-reporter-number-unknown") },
			);
		} catch (error) {
			const isLate = error instanceof ApiProblem && error.status === 409;
			setAsked({
				kind: "said",
				words: text(
					isLate ? "bot-reporter-number-over" : "page-error-unavailable",
				),
			});
		}
	};
	return (
		<>
			<button
				type="button"
				className="press"
				aria-disabled={asked.kind === "asking"}
				onClick={() => void look()}
			>
				{text("board-incident-reporter")}
				{asked.kind === "asking" && " …"}
			</button>
			<p role="status">
				{asked.kind === "said" && (
					<>
						{asked.phone && (
							<a className="n" href={`tel:${asked.phone}`}>
								{asked.phone}
							</a>
						)}{" "}
						{asked.words}
					</>
				)}
			</p>
		</>
	);
}

/** Of one that was told to a desk or raised by hand; a resident's stands beside their report. */
export function ReporterPart({ screen: { board, text } }: { screen: Screen }) {
	if (board.reports?.some(({ hasNumber }) => hasNumber)) return null;
	return (
		<details className="form">
			<summary>{text("button-reporter-number")}</summary>
			<Reporter incidentId={board.id} />
		</details>
	);
}

export function OnCall({ screen }: { screen: Screen }) {
	const { me } = useSession();
	// A neighbour's people answer to their own chief; who watches an area names no brigade.
	const isMine = (brigadeId: string) =>
		me.brigadeIds.length === 0 || me.brigadeIds.includes(brigadeId);
	const mine = screen.board.stations.filter(({ brigadeId }) =>
		isMine(brigadeId),
	);
	return mine.map(({ brigadeId, name }) => (
		<OnCallOf
			key={brigadeId}
			brigadeId={brigadeId}
			name={name}
			screen={screen}
		/>
	));
}

function OnCallOf({
	brigadeId,
	name,
	screen,
}: {
	brigadeId: string;
	name: string;
	screen: Screen;
}) {
	const { text } = screen;
	const [isOpen, setOpen] = useState(false);
	const { data, error } = useDuty(brigadeId, isOpen);
	// Beyond the area that is watched.
	if (error instanceof ApiProblem && error.status === 404) return null;
	return (
		<details
			className="form"
			onToggle={(event) => setOpen(event.currentTarget.open)}
		>
			<summary>{text("board-incident-on-call", { brigade: name })}</summary>
			{data ? (
				<Ready ready={data} screen={screen} />
			) : (
				<p className="q">{error ? text("board-roster-unread") : "…"}</p>
			)}
		</details>
	);
}

function Ready({ ready, screen }: { ready: Duty; screen: Screen }) {
	const { text, words, clock } = screen;
	return (
		<>
			<p className="b n">
				{text("bot-tonight", {
					on: ready.onCall,
					all: ready.members,
				})}
			</p>
			{ready.shortages.length === 0 ? (
				<p className="g">● {text("bot-tonight-enough")}</p>
			) : (
				ready.shortages.map(({ startsAt, endsAt, missing }) => (
					<p key={startsAt} className="d n">
						▲{" "}
						{text("board-incident-short", {
							from: clock(Date.parse(startsAt)),
							to: clock(Date.parse(endsAt)),
							missing: words.missing(missing),
						})}
					</p>
				))
			)}
			<ul className="people">
				{ready.people.map((person) => (
					<li key={person.id} className={person.state === "on" ? "g" : "q"}>
						<i aria-hidden>{person.state === "on" ? "●" : "■"}</i>{" "}
						<b>
							<Link href={`/people/${person.id}`}>{person.name}</Link>
						</b>{" "}
						<small>
							{[
								rolesOf(screen, person),
								text(`availability-${person.state}`),
								person.channels.length > 0
									? person.channels
											.map((channel) => text(`channel-${channel}`))
											.join(", ")
									: text("bot-tonight-unreachable"),
								person.isRung ? "" : text("bot-tonight-unrung"),
							]
								.filter(Boolean)
								.join(" · ")}
						</small>
					</li>
				))}
			</ul>
		</>
	);
}
