using System.Globalization;

namespace Nmt.Plots.Heatmaps;

/// <summary>Draws the elements of one heatmap, in the same places on every canvas.</summary>
internal sealed class HeatmapPainter
{
    /// <summary>Smaller weights would be shown as 0.000 and look like the empty grid; omitting them keeps files of long sentences small.</summary>
    private const float SmallestDrawnWeight = 0.0005f;

    private const int MaxTitleColumns = 3 * HeatmapLayout.MaxLabelColumns;

    private static readonly Colour Ink = new(0x1b, 0x27, 0x33);
    private static readonly Colour Muted = new(0x6b, 0x78, 0x85);
    private static readonly Colour Line = new(0xaa, 0xb4, 0xbe);
    private static readonly Colour Unknown = new(0xa8, 0x3c, 0x00);

    private readonly AttentionMatrix _matrix;
    private readonly HeatmapLabel[] _source;
    private readonly HeatmapLabel[] _target;
    private readonly string _title;
    private readonly string _caption;
    private readonly bool _isMirrored;

    internal HeatmapPainter(AttentionMatrix matrix)
    {
        _matrix = matrix;
        _source = [.. matrix.SourceTokens.Select(token => new HeatmapLabel(token))];
        _target = [.. matrix.TargetTokens.Select(token => new HeatmapLabel(token))];
        _title = ShortTitle(matrix.Title);
        _caption = ShortTitle(matrix.Caption);
        _isMirrored = matrix.IsMirrored;
        Layout = new HeatmapLayout(_title, _caption, _isMirrored, _source, _target);
    }

    internal HeatmapLayout Layout { get; }

    /// <summary>The name of the picture: its title, and the beginning of its sentence; printable text.</summary>
    internal string Name => _matrix.SourceText.Length == 0 ? _title : $"{_title}: {Isolated(ShortTitle(_matrix.SourceText))}";

    /// <summary>What the picture shows; printable text, empty if nothing is known in addition to its title.</summary>
    internal string Description
    {
        get
        {
            string[] unknown = [.. _source.Concat(_target).Where(label => label.IsUnknown).Select(label => label.Unknown).Distinct()];
            (string Term, string Text)[] parts =
            [
                ("", Isolated(DisplayText.Printable(_matrix.Caption))), ("Source: ", Isolated(DisplayText.Printable(_matrix.SourceText))),
                ("Target: ", Isolated(DisplayText.Printable(_matrix.TargetText))), ("Unknown to the model: ", string.Join(", ", unknown.Select(Isolated))),
            ];
            return string.Join(". ", parts.Where(part => part.Text.Length > Isolated("").Length).Select(part => part.Term + part.Text));
        }
    }

    /// <summary>Draws everything but the background.</summary>
    internal void Paint(IHeatmapCanvas canvas)
    {
        PaintTitles(canvas);
        PaintSourceLabels(canvas);
        PaintTargetLabels(canvas);
        PaintCells(canvas);
        PaintLegend(canvas);
    }

    private void PaintTitles(IHeatmapCanvas canvas)
    {
        double titleY = HeatmapLayout.Margin + HeatmapLayout.TitleFontSize - 2;
        canvas.Text(new HeatmapText(_title, HeatmapLayout.Margin, titleY, HeatmapLayout.TitleFontSize, Ink)
        {
            IsBold = true, IsRightToLeft = TextDirection.IsRightToLeft(_title),
        });
        if (_caption.Length > 0)
        {
            double captionY = titleY + HeatmapLayout.LabelGap + HeatmapLayout.CaptionFontSize;
            canvas.Text(new HeatmapText(_caption, HeatmapLayout.Margin, captionY, HeatmapLayout.CaptionFontSize, Muted)
            {
                Kind = "caption", IsRightToLeft = TextDirection.IsRightToLeft(_caption),
            });
        }

        double x = _isMirrored ? Layout.GridLeft + Layout.GridWidth : Layout.GridLeft;
        string axis = _isMirrored ? $"← {_matrix.ColumnAxis}" : $"{_matrix.ColumnAxis} →";
        canvas.Text(new HeatmapText(axis, x, Layout.AxisTitleTop, HeatmapLayout.CaptionFontSize, Muted)
        {
            Anchor = _isMirrored ? TextAnchor.Right : TextAnchor.Left,
        });
    }

    private void PaintSourceLabels(IHeatmapCanvas canvas)
    {
        var columns = Layout.Columns;
        double y = Layout.GridTop - HeatmapLayout.LabelGap;
        canvas.BeginGroup();
        for (int i = 0; i < _source.Length; i++)
        {
            double middle = Layout.ColumnLeft(i) + (Layout.CellSize / 2);
            if (columns.IsUpright(_source[i]))
            {
                canvas.Text(Label(_source[i], middle, y) with { IsUpright = true, Anchor = TextAnchor.Right });
            }
            else
            {
                canvas.Text(Label(_source[i], middle + columns.Offset, y) with
                {
                    Rotation = columns.Rotation, Anchor = columns.LeansLeft ? TextAnchor.Right : TextAnchor.Left,
                });
            }
        }

        canvas.EndGroup();
    }

    private void PaintTargetLabels(IHeatmapCanvas canvas)
    {
        double captionX = HeatmapLayout.Margin + HeatmapLayout.CaptionFontSize;
        canvas.Text(new HeatmapText($"← {_matrix.RowAxis}", captionX, Layout.GridTop, HeatmapLayout.CaptionFontSize, Muted)
        {
            Rotation = -90, Anchor = TextAnchor.Right,
        });
        canvas.BeginGroup();
        for (int i = 0; i < _target.Length; i++)
        {
            double y = Layout.GridTop + ((i + 0.5) * Layout.CellSize) + (Layout.FontSize * 0.35);
            canvas.Text(Label(_target[i], Layout.GridLeft - HeatmapLayout.LabelGap, y) with { Anchor = TextAnchor.Right });
        }

        canvas.EndGroup();
    }

    private void PaintCells(IHeatmapCanvas canvas)
    {
        canvas.Box(new HeatmapBox(Layout.GridLeft, Layout.GridTop, Layout.GridWidth, Layout.GridHeight, ColourScale.Shade(0)) { Stroke = Line });
        canvas.BeginGroup();
        for (int row = 0; row < _target.Length; row++)
        {
            for (int column = 0; column < _source.Length; column++)
            {
                float weight = _matrix.Weights[row, column];
                if (weight < SmallestDrawnWeight)
                {
                    continue;
                }

                double x = Layout.ColumnLeft(column) + 0.5;
                double y = Layout.GridTop + (row * Layout.CellSize) + 0.5;
                canvas.Box(new HeatmapBox(x, y, Layout.CellSize - 1, Layout.CellSize - 1, ColourScale.Shade(weight))
                {
                    Tooltip = string.Create(CultureInfo.InvariantCulture, $"{NameOf(_source[column])} → {NameOf(_target[row])}: {weight:0.000}"),
                });
            }
        }

        canvas.EndGroup();
    }

    private void PaintLegend(IHeatmapCanvas canvas)
    {
        double ticksY = Layout.LegendTop + HeatmapLayout.LegendHeight + HeatmapLayout.CaptionFontSize + 2;
        HeatmapText Caption(string text, double x, double y) =>
            new(text, x, y, HeatmapLayout.CaptionFontSize, Muted) { Anchor = TextAnchor.Middle };
        canvas.BeginGroup();
        canvas.Legend(new HeatmapBox(Layout.GridLeft, Layout.LegendTop, HeatmapLayout.LegendWidth, HeatmapLayout.LegendHeight, ColourScale.Shade(0))
        {
            Stroke = Line,
        });
        foreach (double tick in new[] { 0, 0.5, 1 })
        {
            canvas.Text(Caption(tick.ToString(CultureInfo.InvariantCulture), Layout.GridLeft + (tick * HeatmapLayout.LegendWidth), ticksY));
        }

        canvas.Text(Caption("attention weight", Layout.GridLeft + (HeatmapLayout.LegendWidth / 2), ticksY + HeatmapLayout.CaptionFontSize + 4));
        canvas.EndGroup();
        if (Layout.HasUnknown)
        {
            double y = Layout.Height - HeatmapLayout.Margin;
            canvas.Text(new HeatmapText(HeatmapLayout.UnknownCaption, Layout.GridLeft, y, HeatmapLayout.CaptionFontSize, Unknown) { IsSlanted = true });
        }
    }

    // Slope as well as colour: not everyone can distinguish the colours, and not every printer prints them.
    private HeatmapText Label(HeatmapLabel label, double x, double y) =>
        new(label.Shown, x, y, Layout.FontSize, label.IsUnknown ? Unknown : Ink)
        {
            IsSlanted = label.IsUnknown, IsRightToLeft = TextDirection.IsRightToLeft(label.Token), Tooltip = label.Tooltip,
        };

    private static string ShortTitle(string text) => TextExtent.Shorten(DisplayText.Printable(text), MaxTitleColumns);

    private static string NameOf(HeatmapLabel label) => Isolated(label.Full) + (label.IsUnknown ? " (unknown)" : "");

    /// <summary>Wraps a token in FSI and PDI, so that an Arabic token does not reorder the arrow and the weight.</summary>
    private static string Isolated(string token) => $"\u2068{token}\u2069";
}
