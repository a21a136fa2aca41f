using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Warren.Engine.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ServiceAddresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ServiceAddress",
                table: "Instances",
                type: "text",
                nullable: true,
                collation: "C");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ServiceAddress",
                table: "Instances");
        }
    }
}
