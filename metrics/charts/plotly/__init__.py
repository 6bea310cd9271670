"""Draw specifications with Plotly: figures of cards, and plots within pictures and slides."""

from metrics.charts.plotly.canvas import Canvas as Canvas
from metrics.charts.plotly.drawing import described as described
from metrics.charts.plotly.drawing import draw as draw
from metrics.charts.plotly.drawing import figure as figure
from metrics.charts.plotly.geometry import Box as Box
from metrics.charts.plotly.style import CARD as CARD
from metrics.charts.plotly.style import COLOURS as COLOURS
from metrics.charts.plotly.style import FONT as FONT
from metrics.charts.plotly.style import LEAD as LEAD
from metrics.charts.plotly.style import PHONE as PHONE
from metrics.charts.plotly.style import SLIDE as SLIDE
from metrics.charts.plotly.style import Size as Size
from metrics.charts.plotly.style import Style as Style
from metrics.charts.plotly.style import Theme as Theme
