"""Every versioned question with its moment, the answers people gave, and what Maya did with them."""

from .answers import Answer, AskedBack
from .questions import Question, Questionnaire, VersionInUse
from .sheets import Sheet, SheetClosed

__all__ = ["Answer", "AskedBack", "Question", "Questionnaire", "Sheet", "SheetClosed", "VersionInUse"]
