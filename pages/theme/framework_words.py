"""The few words that Streamlit itself says, in the visitor's language; `*` stands for anything."""

from collections.abc import Mapping

from pages.texts import texts_of

_ = texts_of("shell")


def framework_words() -> Mapping[str, str]:
    """Return what the page says instead of each of Streamlit's sentences."""
    return {**_of_dialogs(), **_of_fields(), **_of_lists(), **_of_files(), **_of_dates()}


def _of_dialogs() -> dict[str, str]:
    return {
        "Close": _("Close"),
        "Page not found": _("Page not found"),
        "*Running the app's main page.": _("There is nothing at this address. This is the home."),
        "Connection lost. Please wait*": _("No connection. Try again in a moment."),
        "Unexpected error. Please try again.": _("That did not work. Try again."),
        "Your app is having trouble loading*": _("This part could not be loaded. Reload the page."),
        "Error": _("Something went wrong"),
        "Skip to main content": _("Skip to the content"),
        "Copied": _("Copied"),
        "Copied!": _("Copied"),
        "Copy to clipboard": _("Copy"),
        "Fullscreen": _("Full screen"),
        "Close fullscreen": _("Leave full screen"),
        "Notifications": _("Notices"),
        "Please wait...": _("One moment …"),
        "Running...": _("One moment …"),
    }


def _of_fields() -> dict[str, str]:
    return {
        "Press Enter to apply": _("Enter applies it"),
        "Press Enter to submit form": _("Enter sends it"),
        "Press Ctrl+Enter to apply": _("Ctrl+Enter applies it"),
        "Press Ctrl+Enter to submit form": _("Ctrl+Enter sends it"),
        "Press ⌘+Enter to apply": _("⌘+Enter applies it"),
        "Press ⌘+Enter to submit form": _("⌘+Enter sends it"),
        "Help for *": _("Help: *"),
        "Clear entry": _("Clear"),
        "Clear value": _("Clear"),
        "Show password": _("Show the password"),
        "Hide password": _("Hide the password"),
        "Increment": _("More"),
        "Decrement": _("Less"),
        "Invalid input.": _("This is not valid."),
        "Number is below the allowed range*": _("The number is too small."),
        "Number is above the allowed range*": _("The number is too large."),
        "Number is outside the allowed range*": _("The number is outside its bounds."),
        "This field is required.": _("Please fill this in."),
    }


def _of_lists() -> dict[str, str]:
    return {
        "Choose an option": _("Choose"),
        "Choose options": _("Choose"),
        "Choose or add an option": _("Choose or write"),
        "Choose or add options": _("Choose or write"),
        "Add an option": _("Write one"),
        "Add options": _("Write some"),
        "No options": _("Nothing to choose"),
        "No options to select": _("Nothing to choose"),
        "No options to select.": _("Nothing to choose"),
        "No results": _("Nothing found"),
        "Open": _("Open"),
        "Select all": _("Choose all"),
        "Select * matches": _("Choose the * found"),
        "Clear all": _("Clear all"),
        "Selectbox options": _("Options"),
        "Multiselect options": _("Options"),
        "Add: *": _("Add: *"),
        "Remove *": _("Remove *"),
        "You can only select up to * options. Remove an option first.": _(
            "At most *. Remove one first."
        ),
        "You can only select up to * option. Remove an option first.": _(
            "At most *. Remove one first."
        ),
    }


def _of_files() -> dict[str, str]:
    return {
        "Upload": _("Choose a file"),
        "Add files": _("Add files"),
        "Browse files": _("Choose a file"),
        "Drag and drop a file here": _("Drop a file here"),
        "Drag and drop file here": _("Drop a file here"),
        "Drag and drop files here": _("Drop files here"),
        "* per file": _("Up to * a file"),
        "* per file • *": _("Up to * a file • *"),
        "* files are not allowed.": _("* files cannot be used here."),
        "File must be * or smaller.": _("The file may have * at most."),
        "File type must be *": _("This kind of file cannot be used here."),
        "File size is too small.": _("The file is empty."),
        "Only one file is allowed.": _("One file only, please."),
        "Delete file": _("Remove the file"),
    }


def _of_dates() -> dict[str, str]:
    return {"Select a date.": _("Choose a date."), "Select a time.": _("Choose a time.")}
