using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Warren.Contract.Dms.V1;

namespace Warren.WebConsole.Pages.Order;

/// <summary>An order as others would send it: by curl, and by Terraform. The password is a variable in both, so that it is not copied about.</summary>
internal static class OrderTexts
{
    private const string Password = "$RABBITMQ_PASSWORD";

    /// <summary>Without what was not said.</summary>
    private static readonly JsonSerializerOptions Readable = new(DmsV1Json.Wire.Options)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Curl(string url, string projectId, CreateInstanceRequest order)
    {
        var body = JsonSerializer.Serialize(order with { Password = Password }, Readable).Replace("'", "'\\''", StringComparison.Ordinal);
        // The shell puts the password in: out of the quotes, and back into them.
        return $"""
            curl '{url}/v1.0/{projectId}/instances' \
              -H "X-Auth-Token: $TOKEN" -H 'Content-Type: application/json' \
              -d '{body.Replace(Password, "'\"" + Password + "\"'", StringComparison.Ordinal)}'
            """;
    }

    public static string Terraform(string url, string region, string projectName, CreateInstanceRequest order)
    {
        var text = new StringBuilder();
        text.Append($$"""
            provider "huaweicloud" {
              region       = {{Quoted(region)}}
              project_name = {{Quoted(projectName)}}
              auth_url     = {{Quoted(url + "/v3")}}
              insecure     = true
              endpoints = {
                dms = {{Quoted(url + "/")}}
              }
            }

            resource "huaweicloud_dms_rabbitmq_instance" {{Quoted(Identifier(order.Name))}} {

            """);
        Line("name", Quoted(order.Name));
        Line("description", order.Description is { } description ? Quoted(description) : null);
        Line("engine_version", Quoted(order.EngineVersion));
        Line("product_id", Quoted(order.ProductId));
        Line("storage_space", order.StorageSpace?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Line("storage_spec_code", Quoted(order.StorageSpecCode));
        Line("availability_zones", $"[{string.Join(", ", order.AvailableZones!.Select(Quoted))}]");
        Line("vpc_id", Quoted(order.VpcId));
        Line("network_id", Quoted(order.SubnetId));
        Line("security_group_id", Quoted(order.SecurityGroupId));
        Line("access_user", Quoted(order.AccessUser));
        Line("password", "var.rabbitmq_password");
        Line("ssl_enable", order.SslEnable is true ? "true" : null);
        Line("public_ip_id", order.PublicIpId is { } ip ? Quoted(ip) : null);
        Line("maintain_begin", order.MaintainBegin is { } begin ? Quoted(begin) : null);
        Line("maintain_end", order.MaintainEnd is { } end ? Quoted(end) : null);
        Line("enterprise_project_id", order.EnterpriseProjectId is { } project ? Quoted(project) : null);
        if (order.Tags is { Count: > 0 } tags)
        {
            text.Append("\n  tags = {\n");
            foreach (var tag in tags)
            {
                text.Append($"    {Quoted(tag!.Key)} = {Quoted(tag.Value)}\n");
            }

            text.Append("  }\n");
        }

        return text.Append("}\n").ToString();

        void Line(string name, string? value)
        {
            if (value is not null)
            {
                text.Append($"  {name,-21} = {value}\n");
            }
        }
    }

    /// <summary>A text of HCL: what JSON escapes, and the beginning of a template.</summary>
    private static string Quoted(string? text) =>
        JsonSerializer.Serialize(text ?? "", Readable).Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    private static string Identifier(string? name)
    {
        var letters = string.Concat((name ?? "").Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        return letters.Length > 0 && char.IsAsciiLetter(letters[0]) ? letters : "rabbitmq";
    }
}
