/** Small pieces that the pages of people and machines have in common. */
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import type { AvailabilityState } from "../../core/kinds.ts";
import { ApiProblem } from "../api.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";

export const Back = ({ to, children }: { to: string; children: ReactNode }) => (
	<Link href={to} className="roster-back">
		← {children}
	</Link>
);

const LOOK: Record<AvailabilityState, { shape: string; tone: string }> = {
	on: { shape: "●", tone: "g" },
	reserve: { shape: "○", tone: "w" },
	lifeOnly: { shape: "▲", tone: "w" },
	off: { shape: "■", tone: "q" },
};

/** A word, a shape and a colour; when it ends, where it does. */
export function StateWords({
	state,
	ends,
}: {
	state: AvailabilityState;
	ends?: string | undefined;
}) {
	const { text } = useWords();
	const { shape, tone } = LOOK[state];
	return (
		<span className={`${tone} n`}>
			{shape} {text(`board-duty-${state}`)}
			{ends !== undefined && ` ${text("wall-until", { time: ends })}`}
		</span>
	);
}

/** What a list or a page shows while it does not know, and when it cannot. */
export function Asked<Data>({
	of: { data, error, refetch, isFetching },
	children,
}: {
	of: UseQueryResult<Data>;
	children(data: Data): ReactNode;
}) {
	const { text } = useWords();
	// What was known before is better than a word about the line.
	if (data !== undefined) return children(data);
	if (!error) return <p className="q">{text("board-loading")}</p>;
	const isGone =
		error instanceof ApiProblem && [403, 404].includes(error.status);
	return (
		<div role="alert" className="roster-card">
			<p>{text(isGone ? "board-roster-gone" : "board-roster-unread")}</p>
			{!isGone && (
				<button
					type="button"
					className="roster-plain"
					aria-disabled={isFetching}
					onClick={() => void refetch()}
				>
					{text("board-press-retry")}
				</button>
			)}
		</div>
	);
}

/** What takes a sign-in of the last minutes; else the way to it, and back here. */
export function Proven({
	help,
	to,
	children,
}: {
	help: string;
	to: string;
	children: ReactNode;
}) {
	const { text } = useWords();
	const { me } = useSession();
	if (me.isProven) return children;
	return (
		<>
			<p>{help}</p>
			<p>
				<a
					className="roster-link"
					href={`/sign-in?to=${encodeURIComponent(`/board${to}`)}`}
				>
					{text("board-prove")}
				</a>
			</p>
		</>
	);
}

/** A form that comes when it is asked for, under its own heading. */
export function Adding({
	label,
	children,
}: {
	label: string;
	children(close: () => void): ReactNode;
}) {
	const [isOpen, setOpen] = useState(false);
	return isOpen ? (
		<section className="roster-card roster-narrow" aria-label={label}>
			<h3>{label}</h3>
			{children(() => setOpen(false))}
		</section>
	) : (
		<Button onClick={() => setOpen(true)}>{label}</Button>
	);
}
