/**
 * Draws the phones and presses their keys. Plain script: a phone is drawn anew when it
 * changed, except the field somebody is typing in.
 */
const words = JSON.parse(document.querySelector("#words").textContent);
const wall = document.querySelector("#phones");
const stale = document.querySelector("#stale");
const drawn = new Map();
const STALE_AFTER_MS = 10_000;

/** `h("p.quiet", {title: "x"}, "text", child)`; text never becomes markup. */
function h(shape, attributes, ...children) {
	const [tag, ...classes] = shape.split(".");
	const element = document.createElement(tag);
	if (classes.length > 0) element.className = classes.join(" ");
	for (const [name, value] of Object.entries(attributes ?? {}))
		if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
		else if (value === true) element.setAttribute(name, "");
		else if (value !== false && value !== undefined)
			element.setAttribute(name, value);
	element.append(...children.flat().filter((child) => child || child === 0));
	return element;
}

async function act(phone, action, given = {}) {
	const response = await fetch(
		`/phones/${encodeURIComponent(phone.id)}/${action}`,
		{
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(given),
		},
	);
	const answered = await response.json();
	if (response.ok) draw(answered);
	else problem(phone, answered.problem);
}

function problem(phone, text) {
	const place = drawn.get(phone.id)?.querySelector(".problem");
	if (!place) return;
	place.textContent = text;
	setTimeout(() => {
		place.textContent = "";
	}, 5000);
}

const clock = (at) =>
	new Date(at).toLocaleTimeString(words.locale, {
		hour: "2-digit",
		minute: "2-digit",
		second: "2-digit",
		hourCycle: "h23",
		timeZone: "Europe/Kyiv",
	});

const key = (phone, label, action, given, shape = "button") =>
	h(shape, { type: "button", onclick: () => act(phone, action, given) }, label);

/** Addresses become links; short ones without a scheme too, as phones do it. */
function linked(text) {
	return text
		.split(
			/((?:https?:\/\/|(?:localhost|127\.0\.0\.1|[\w-]+\.[a-z]{2,})(?::\d+)?\/)\S+)/i,
		)
		.map((part, index) =>
			index % 2 === 1
				? h(
						"a",
						{
							href: /^https?:/i.test(part) ? part : `http://${part}`,
							target: "_blank",
							rel: "noopener",
						},
						part,
					)
				: part,
		);
}

const STYLED = {
	bold: "strong",
	italic: "em",
	underline: "u",
	strikethrough: "s",
	code: "code",
	pre: "pre",
	blockquote: "blockquote",
};

/** Telegram's entities; nested ones are drawn by the outermost. */
function rich({ text, entities }) {
	const parts = [];
	let from = 0;
	for (const entity of [...entities].sort((a, b) => a.offset - b.offset)) {
		if (entity.offset < from) continue;
		const end = entity.offset + entity.length;
		const inside = text.slice(entity.offset, end);
		parts.push(...linked(text.slice(from, entity.offset)));
		parts.push(
			entity.type === "text_link"
				? h(
						"a",
						{ href: entity.url, target: "_blank", rel: "noopener" },
						inside,
					)
				: h(STYLED[entity.type] ?? "span", {}, ...linked(inside)),
		);
		from = end;
	}
	return [...parts, ...linked(text.slice(from))];
}

function bubble(phone, message) {
	const { point } = message;
	return h(
		`div.bubble.${message.from}`,
		{},
		h("p", {}, ...rich(message)),
		point &&
			h("p.quiet", {}, `📍 ${point.lat.toFixed(4)}, ${point.lon.toFixed(4)}`),
		h(
			"p.stamp",
			{},
			[
				message.pinned && "📌",
				message.silent && words.silent,
				message.editedAt && `${words.edited} ${clock(message.editedAt)}`,
				clock(message.at),
			]
				.filter(Boolean)
				.join(" · "),
		),
		message.keyboard.map((row) =>
			h(
				"div.row.keys",
				{},
				row.map((button) =>
					button.url
						? h(
								"a.button",
								{ href: button.url, target: "_blank", rel: "noopener" },
								button.text,
							)
						: key(phone, button.text, "tap", { label: button.callback_data }),
				),
			),
		),
	);
}

function chat(phone) {
	if (!phone.telegram) return h("p.quiet.none", {}, words["no-telegram"]);
	const messages = phone.chat.map((message) => bubble(phone, message));
	return h(
		"section.telegram",
		{ "aria-label": words.telegram },
		h(
			"h3",
			{},
			words.telegram,
			phone.botBlocked && h("span.bad", {}, ` ■ ${words.blocked}`),
		),
		phone.toast &&
			Date.now() - phone.toast.seenAt < 4000 &&
			h("p.toast", {}, phone.toast.text),
		h(
			"div.scroll",
			{},
			messages.length > 0 ? messages : h("p.quiet", {}, words.empty),
		),
		phone.replyKeyboard.map((row) =>
			h(
				"div.row.keys",
				{},
				row.map(({ text }) => key(phone, text, "tap", { label: text })),
			),
		),
		form(phone, "say", words.say, [
			["photo", "🖼", words.photo],
			["voice", "🎤", words.voice],
		]),
		h(
			"div.row",
			{},
			phone.chat.length === 0 && key(phone, words.start, "open"),
			key(phone, words["share-contact"], "contact"),
			key(phone, words["share-location"], "location"),
			phone.botBlocked
				? key(phone, words.unblock, "unblock")
				: key(phone, words.block, "block"),
		),
	);
}

/** `others` send the same words another way: as what a photo shows, as what is said aloud. */
function form(phone, action, placeholder, others = []) {
	const send = (field, way) => {
		const { value } = field;
		field.value = "";
		if (value.trim()) void act(phone, way, { text: value });
	};

	return h(
		"form.row",
		{
			"data-form": action,
			onsubmit: (event) => {
				event.preventDefault();
				send(event.target.elements.text, action);
			},
		},
		h("input", {
			name: "text",
			placeholder,
			"aria-label": placeholder,
			autocomplete: "off",
		}),
		h("button", { type: "submit", "aria-label": words.send }, "➤"),
		others.map(([way, sign, label]) =>
			h(
				"button",
				{
					type: "button",
					title: label,
					"aria-label": label,
					onclick: (event) =>
						send(event.target.closest("form").elements.text, way),
				},
				sign,
			),
		),
	);
}

function smsList(phone) {
	const list = phone.inbox.map((sms) =>
		h(
			`div.bubble.${sms.outgoing ? "person" : "bot"}`,
			{},
			h("p", {}, ...linked(sms.text)),
			h(
				"p.stamp",
				{},
				[
					sms.outgoing ? "" : sms.from,
					sms.segments > 1 ? `${sms.segments} ${words.segments}` : "",
					clock(sms.at),
				]
					.filter(Boolean)
					.join(" · "),
			),
		),
	);
	return h(
		"section.sms",
		{ "aria-label": words.sms },
		h("h3", {}, words.sms),
		h("div.scroll", {}, list.length > 0 ? list : h("p.quiet", {}, words.empty)),
		form(phone, "sms", words.sms),
	);
}

function callPanel(phone) {
	const call = phone.calls.at(-1);
	if (!call) return undefined;
	const incoming = call.direction === "incoming";
	if (call.state === "ended")
		return h(
			"p.quiet.past",
			{},
			`${incoming ? "↙" : "↗"} ${clock(call.at)} · ${words[`outcome-${call.outcome}`]}`,
		);
	if (call.state === "ringing")
		return h(
			"section.ringing",
			{ role: "alert" },
			h(
				"p.loud",
				{},
				`☎ ${incoming ? words["incoming-call"] : words["outgoing-call"]}`,
			),
			h("p", {}, call.number),
			h(
				"div.row",
				{},
				incoming
					? key(phone, words["pick-up"], "pickUp", {}, "button.good")
					: undefined,
				key(
					phone,
					incoming ? words.reject : words["hang-up"],
					incoming ? "reject" : "hangUp",
					{},
					"button.bad",
				),
			),
		);
	return h(
		"section.talking",
		{ "aria-live": "polite" },
		h("p.loud", {}, `☎ ${call.number}`),
		h(
			"div.spoken",
			{},
			call.spoken
				.slice(-3)
				.map(({ text, interrupted }) =>
					h(
						interrupted ? "p.quiet" : "p",
						{},
						`«${text}${interrupted ? "…" : ""}»`,
					),
				),
			call.keys.length > 0 &&
				h("p.quiet", {}, call.keys.map(({ digit }) => `[${digit}]`).join(" ")),
		),
		h(
			"div.keypad",
			{},
			[..."123456789*0#"].map((digit) => key(phone, digit, "press", { digit })),
		),
		form(phone, "speak", words.speak),
		h("div.row", {}, key(phone, words["hang-up"], "hangUp", {}, "button.bad")),
	);
}

function head(phone) {
	const busy = phone.calls.at(-1) && phone.calls.at(-1).state !== "ended";
	return h(
		"header",
		{},
		h("div", {}, h("h2", {}, phone.name), h("p.quiet", {}, phone.number)),
		h(
			"div.row",
			{},
			h(
				"label.switch",
				{},
				h("input", {
					type: "checkbox",
					checked: phone.settings.offline,
					onchange: (event) =>
						act(phone, "set", { settings: { offline: event.target.checked } }),
				}),
				words.offline,
			),
			!busy && key(phone, words["ring-back"], "ringBack"),
		),
	);
}

const seenToasts = new Map();

/** A toast flashes once, from when this page saw it: the village's clock may run faster. */
function flash(phone) {
	const { toast } = phone;
	if (!toast) return;
	const seen = seenToasts.get(phone.id);
	if (seen?.at !== toast.at) {
		seenToasts.set(phone.id, { at: toast.at, seenAt: Date.now() });
		setTimeout(() => draw(phone), 4100);
	}
	toast.seenAt = seenToasts.get(phone.id).seenAt;
}

function draw(phone) {
	flash(phone);
	const before = drawn.get(phone.id);
	const typed = before && fieldsOf(before);
	const device = h(
		`article.phone.${phone.kind}${phone.settings.offline ? ".offline" : ""}`,
		{ "data-id": phone.id },
		head(phone),
		h("p.problem.bad", { role: "alert" }),
		callPanel(phone),
		phone.calls.at(-1)?.state === "talking"
			? undefined
			: form(phone, "dial", words.dial),
		chat(phone),
		smsList(phone),
	);
	drawn.set(phone.id, device);
	if (before) before.replaceWith(device);
	else wall.append(device);
	for (const scroll of device.querySelectorAll(".scroll"))
		scroll.scrollTop = scroll.scrollHeight;
	if (typed) refill(device, typed);
}

const fieldsOf = (device) =>
	[...device.querySelectorAll("form[data-form]")].map((one) => ({
		form: one.dataset.form,
		value: one.elements.text.value,
		focused: document.activeElement === one.elements.text,
	}));

function refill(device, typed) {
	for (const { form: name, value, focused } of typed) {
		const field = device.querySelector(`form[data-form="${name}"] input`);
		if (!field) continue;
		field.value = value;
		if (focused) field.focus();
	}
}

const stream = new EventSource("/stream");
let lostAt;
stream.addEventListener("phones", (event) => {
	for (const phone of JSON.parse(event.data)) draw(phone);
});
stream.addEventListener("open", () => {
	lostAt = undefined;
	stale.hidden = true;
	wall.classList.remove("stale");
});
stream.addEventListener("error", () => {
	lostAt ??= Date.now();
});
setInterval(() => {
	if (!lostAt || Date.now() - lostAt < STALE_AFTER_MS) return;
	stale.hidden = false;
	stale.textContent = words.stale;
	wall.classList.add("stale");
}, 1000);

for (const button of document.querySelectorAll("[data-action]"))
	button.addEventListener("click", async () => {
		button.disabled = true;
		const response = await fetch(`/actions/${button.dataset.action}`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: "{}",
		});
		if (!response.ok) {
			stale.hidden = false;
			stale.textContent = (await response.json()).problem;
		}
		button.disabled = false;
	});
