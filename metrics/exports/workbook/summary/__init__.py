"""The workbook that answers: newest figures, series, economies, charts, data, notes."""
