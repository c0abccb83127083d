/** A file of a register: tried first, its faults shown line by line, written by a second press. */
import { Button } from "@mantine/core";
import { useId, useRef, useState } from "react";
import { ApiProblem } from "../api.ts";
import { useWords } from "../words.tsx";
import { SaidNow } from "./Foot.tsx";
import {
	changesAnything,
	faultWords,
	type Imported,
	mediaTypeOf,
} from "./imports.ts";
import { usePress } from "./press.tsx";

const MOST_FAULTS = 50;

type SendFile = (
	dryRun: "true" | "false",
	init: { body: File; headers: { "Content-Type": string } },
) => Promise<Imported>;

export function ImportFile({
	label,
	help,
	accept,
	send,
	done,
}: {
	label: string;
	help: string;
	/** Endings of files: `.csv,.geojson`. */
	accept: string;
	send: SendFile;
	done(): Promise<void>;
}) {
	const { text } = useWords();
	const id = useId();
	const field = useRef<HTMLInputElement>(null);
	const { said, press } = usePress();
	const [file, setFile] = useState<File>();
	const [found, setFound] = useState<Imported>();
	const [isWritten, setWritten] = useState(false);
	const [unread, setUnread] = useState<string>();

	const bring = (brought: File, dryRun: "true" | "false") =>
		press(async () => {
			setUnread(undefined);
			setWritten(false);
			try {
				const result = await send(dryRun, {
					body: brought,
					headers: { "Content-Type": mediaTypeOf(brought.name) },
				});
				setFound(result);
				if (dryRun === "true") return;
				setWritten(result.rejected.length === 0);
				await done();
			} catch (error) {
				setFound(undefined);
				if (!(error instanceof ApiProblem) || error.status !== 400) throw error;
				setUnread(error.detail);
			}
		});

	const isReady =
		file !== undefined &&
		!isWritten &&
		found?.rejected.length === 0 &&
		changesAnything(found);
	return (
		<div className="roster-form">
			<div className="roster-group">
				<label htmlFor={id}>{label}</label>
				<p className="q" id={`${id}-help`}>
					{help}
				</p>
				<input
					ref={field}
					id={id}
					type="file"
					className="roster-file"
					accept={accept}
					aria-describedby={`${id}-help`}
					onChange={({ currentTarget: { files } }) => {
						const [chosen] = files ?? [];
						setFile(chosen);
						setFound(undefined);
						if (chosen) void bring(chosen, "true");
					}}
					// The same file, corrected meanwhile, is read again.
					onClick={(event) => {
						event.currentTarget.value = "";
					}}
				/>
			</div>
			<div role="status">
				{said.kind === "sending" && <p>{text("board-import-reading")}</p>}
				{found && <Found found={found} isWritten={isWritten} />}
			</div>
			{unread !== undefined && (
				<div role="alert" className="d">
					<p>■ {text("board-import-unread")}</p>
					<p className="q" lang="en">
						{unread}
					</p>
				</div>
			)}
			{isReady && (
				<div className="roster-row">
					<Button
						className="roster-first"
						aria-disabled={said.kind === "sending"}
						onClick={() => void bring(file, "false")}
					>
						{text("board-import-write")}
					</Button>
				</div>
			)}
			{said.kind !== "saved" && <SaidNow said={said} />}
		</div>
	);
}

function Found({ found, isWritten }: { found: Imported; isWritten: boolean }) {
	const { text } = useWords();
	const { created, updated, unchanged, removed = 0, rejected } = found;
	const { ignored = [], sources = [] } = found;
	const named = sources.filter((source) => source !== "");
	if (rejected.length > 0)
		return (
			<>
				<p className="d">
					■ {text("board-import-rejected", { count: rejected.length })}
				</p>
				<ul className="roster-faults">
					{rejected.slice(0, MOST_FAULTS).map((fault, at) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: faults are told once, in the order of the file
						<li key={at}>
							{faultWords(fault, text)}
							<span className="q" lang="en">
								{" "}
								{fault.message}
							</span>
						</li>
					))}
				</ul>
				{rejected.length > MOST_FAULTS && (
					<p>{text("board-more", { count: rejected.length - MOST_FAULTS })}</p>
				)}
			</>
		);
	return (
		<>
			<p className={isWritten ? "g n" : "n"}>
				{isWritten && "● "}
				{text(isWritten ? "board-import-written" : "board-import-would", {
					created,
					updated,
					unchanged,
				})}
			</p>
			{removed > 0 && (
				<p className="w n">
					▲{" "}
					{text(isWritten ? "board-import-removed" : "board-import-removes", {
						count: removed,
					})}
				</p>
			)}
			{named.length > 0 && (
				<p>{text("board-import-sources", { list: named.join(", ") })}</p>
			)}
			{ignored.length > 0 && (
				<p className="q">
					{text("board-import-ignored", { list: ignored.join(", ") })}
				</p>
			)}
		</>
	);
}
