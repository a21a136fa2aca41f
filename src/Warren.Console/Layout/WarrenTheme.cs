using MudBlazor;

namespace Warren.WebConsole.Layout;

/// <summary>Colours and type. Text on its ground has a contrast of 4.5 and more in both palettes.</summary>
internal static class WarrenTheme
{
    private static readonly string[] Letters = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"];

    public static MudTheme Light { get; } = new()
    {
        Typography = Typography(),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        PaletteLight = new PaletteLight
        {
            Primary = "#a8410a",
            Secondary = "#4b5a6b",
            Background = "#f6f5f3",
            Surface = "#ffffff",
            TextPrimary = "#1d2126",
            TextSecondary = "#545c66",
            TextDisabled = "#6b7280",
            ActionDefault = "#545c66",
            LinesDefault = "#e4e2de",
            LinesInputs = "#aaa69f",
            TableLines = "#eceae6",
            Divider = "#e4e2de",
            Success = "#1a7f4b",
            Warning = "#96650a",
            Error = "#b3261e",
            Info = "#1c64a8",
        },
    };

    public static MudTheme Dark { get; } = new()
    {
        Typography = Typography(),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        PseudoCss = new PseudoCss { Scope = ":root[data-theme=dark]" },
        PaletteDark = new PaletteDark
        {
            Primary = "#f0935a",
            PrimaryContrastText = "#1b1206",
            Secondary = "#a9b4c0",
            Background = "#14171a",
            BackgroundGray = "#1b1f23",
            Surface = "#1c2024",
            TextPrimary = "#e8e6e3",
            TextSecondary = "#a9b0b8",
            TextDisabled = "#8b939c",
            ActionDefault = "#a9b0b8",
            LinesDefault = "#2d3238",
            LinesInputs = "#565e67",
            TableLines = "#272c31",
            Divider = "#2d3238",
            Success = "#4cc38a",
            SuccessContrastText = "#04170d",
            Warning = "#e2a93b",
            WarningContrastText = "#1b1202",
            Error = "#f2776d",
            ErrorContrastText = "#220503",
            Info = "#6cb2f0",
            InfoContrastText = "#04121f",
        },
    };

    private static Typography Typography() => new()
    {
        Default = new DefaultTypography { FontFamily = Letters, FontSize = ".875rem" },
        Button = new ButtonTypography { FontFamily = Letters, TextTransform = "none", FontWeight = "600", FontSize = ".8125rem", LetterSpacing = "0" },
        H1 = new H1Typography { FontFamily = Letters },
        Body1 = new Body1Typography { FontFamily = Letters, FontSize = ".875rem" },
        Subtitle1 = new Subtitle1Typography { FontFamily = Letters, FontSize = ".875rem" },
        Caption = new CaptionTypography { FontFamily = Letters },
    };
}
