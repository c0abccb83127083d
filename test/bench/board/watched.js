/**
 * Runs in a page before anything of ours: notes when boards came by the stream, when
 * each was painted, and when what the bench waits for was on the screen.
 */
(() => {
	const watched = {
		/** Boards that came by the stream. */
		boards: 0,
		/** Milliseconds from the stream's event to painted. */
		paintedMs: [],
		/** Milliseconds from the stream's event until React had drawn it. */
		drawnMs: [],
		/** Name → milliseconds since the page was asked for. */
		shownMs: {},
		/** Person → time by the wall at which their answer was on the screen. */
		answeredMs: {},
	};
	window.watched = watched;

	const afterPaint = (then) =>
		requestAnimationFrame(() => requestAnimationFrame(then));

	const { addEventListener } = EventSource.prototype;
	EventSource.prototype.addEventListener = function (name, listener, ...more) {
		const heard = (event) => {
			const startedMs = performance.now();
			listener.call(this, event);
			watched.boards += 1;
			// A task of its own comes after the microtasks in which the board is drawn.
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => {
				watched.drawnMs.push(performance.now() - startedMs);
				port1.close();
			};
			port2.postMessage("");
			afterPaint(() => watched.paintedMs.push(performance.now() - startedMs));
		};
		return addEventListener.call(
			this,
			name,
			name === "incident" ? heard : listener,
			...more,
		);
	};

	/** What is looked for: name → selector and how many of it, fed by the stream. */
	const waiting = new Map();
	window.waitForShown = (name, selector, count, boards) =>
		waiting.set(name, { selector, count, boards });

	/** Whose answer is looked for: person → the sign their row had before. */
	const people = new Map();
	const rowOf = (id) => document.querySelector(`[data-row="${id}"]`);
	window.waitForAnswer = (id) => {
		const sign = rowOf(id)?.querySelector("i")?.textContent;
		if (sign === undefined) throw new Error(`no row of ${id} in the page`);
		people.set(id, sign);
	};

	const look = () => {
		for (const [name, { selector, count, boards }] of waiting) {
			if (watched.boards < boards) continue;
			if (document.querySelectorAll(selector).length < count) continue;
			waiting.delete(name);
			afterPaint(() => {
				watched.shownMs[name] = performance.now();
			});
		}
		for (const [id, before] of people) {
			const sign = rowOf(id)?.querySelector("i")?.textContent;
			if (sign === undefined || sign === before) continue;
			people.delete(id);
			requestAnimationFrame(() => {
				watched.answeredMs[id] = performance.timeOrigin + performance.now();
			});
		}
	};
	new MutationObserver(look).observe(document, {
		subtree: true,
		childList: true,
		characterData: true,
		attributes: true,
	});

	/** False when it did not become so in time. */
	window.became = async (is, patienceMs) => {
		const givesUpAt = performance.now() + patienceMs;
		while (!is()) {
			if (performance.now() > givesUpAt) return false;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		return true;
	};

	/** What two frames of an idle page take, the least `paintedMs` can be. */
	window.emptyFrames = async (count) => {
		const tookMs = [];
		for (let n = 0; n < count; n++) {
			await new Promise((resolve) => setTimeout(resolve, 5));
			const startedMs = performance.now();
			await new Promise(afterPaint);
			tookMs.push(performance.now() - startedMs);
		}
		return tookMs;
	};
})();
