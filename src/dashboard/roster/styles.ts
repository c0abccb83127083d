/** Of the pages of people and machines; the library's own come first, in the order it asks for. */
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Checkbox.css";
import "./roster.css";
