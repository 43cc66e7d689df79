from . import charts as charts
from . import language as language
from .agreement import agreement as agreement
from .agreement import disagreements as disagreements
from .codebook import Codebook as Codebook
from .compare import compare as compare
from .compare import matches as matches
from .corpus import Corpus as Corpus
from .corpus import load as load
from .desk import Desk as Desk
from .document import Document as Document
from .errors import CheckError as CheckError
from .errors import ReadError as ReadError
from .explorer import explore as explore
from .extract import extract as extract
from .extract.training import train as train
from .follow import follow as follow
from .language import concordance as concordance
from .quote import quote as quote
from .quote import table as table
from .read import read as read
from .review import review as review
from .share import share as share

__version__: str
