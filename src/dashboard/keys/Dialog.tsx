/**
 * A dialogue over the page, by the browser's own means: what lies below is out of
 * reach, Escape closes, and the focus goes back to where it came from.
 */
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useWords } from "../words.tsx";
import "./dialog.css";

export function Dialog({
	title,
	onClose,
	children,
}: {
	title: string;
	onClose(): void;
	children: ReactNode;
}) {
	const { text } = useWords();
	const heading = useId();
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		const before = document.activeElement;
		const element = dialog.current;
		element?.showModal();
		return () => {
			element?.close();
			if (before instanceof HTMLElement && before.isConnected)
				before.focus({ preventScroll: true });
		};
	}, []);
	return (
		<dialog
			ref={dialog}
			className="dialog"
			aria-labelledby={heading}
			onCancel={(event) => {
				event.preventDefault();
				onClose();
			}}
		>
			<div className="dialog-top">
				<h2 id={heading}>{title}</h2>
				<button type="button" className="press" onClick={onClose}>
					{text("board-dialog-close")}
				</button>
			</div>
			{children}
		</dialog>
	);
}
